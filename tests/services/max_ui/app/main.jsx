// A clean-up day in the yard: who comes picks a work. Written as for MAX; only its page knows where the bridge comes from.
import "@maxhub/max-ui/dist/styles.css";
import { Avatar, Button, CellHeader, CellList, CellSimple, Container, Counter, Flex } from "@maxhub/max-ui";
import { MaxUI, Panel, Typography } from "@maxhub/max-ui";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

const { WebApp } = window;
const WORKS = [
  { id: "benches", name: "Покрасить лавочки", when: "Суббота, 10:00, у третьего подъезда", places: 4 },
  { id: "lilac", name: "Посадить сирень и жимолость вдоль забора", when: "Суббота, 11:30, за хоккейной коробкой", places: 6 },
  { id: "leaves", name: "Собрать прошлогодние листья", when: "Воскресенье, 12:00, весь двор", places: 20 },
];

function Person() {
  const { first_name: name } = WebApp.initDataUnsafe.user;
  return (
    <CellSimple
      before={
        <Avatar.Container size={48}>
          <Avatar.Text gradient="green">{name.slice(0, 1)}</Avatar.Text>
        </Avatar.Container>
      }
      overline="Вы записываетесь как"
      title={name}
    />
  );
}

function List({ coming, open }) {
  return (
    <Flex direction="column" gap={12} align="stretch">
      <CellList mode="island" filled>
        <Person />
      </CellList>
      <CellList mode="island" filled header={<CellHeader>Что нужно сделать</CellHeader>}>
        {WORKS.map(({ id, name, when, places }) => (
          <CellSimple
            key={id}
            as="button"
            title={name}
            subtitle={coming.includes(id) ? "Вы придёте" : when}
            after={<Counter value={places - Number(coming.includes(id))} appearance="themed" rounded />}
            showChevron
            onClick={() => open(id)}
          />
        ))}
      </CellList>
      <Container>
        <Button mode="link" onClick={() => WebApp.openLink("https://city.example/yard")}>
          Правила благоустройства
        </Button>
      </Container>
    </Flex>
  );
}

function Work({ work, mine, change }) {
  return (
    <Container>
      <Flex direction="column" gap={16} align="stretch">
        <Typography.Headline asChild>
          <h1>{work.name}</h1>
        </Typography.Headline>
        <Typography.Body>{work.when}</Typography.Body>
        <Button size="large" stretched mode={mine ? "secondary" : "primary"} onClick={change}>
          {mine ? "Не смогу прийти" : "Приду"}
        </Button>
      </Flex>
    </Container>
  );
}

function App() {
  const [opened, setOpened] = useState(WebApp.initDataUnsafe.start_param);
  const [coming, setComing] = useState([]);
  const work = WORKS.find(({ id }) => id === opened);

  useEffect(() => {
    if (!work) return;
    const back = () => setOpened(undefined);
    WebApp.BackButton.onClick(back);
    WebApp.BackButton.show();
    return () => {
      WebApp.BackButton.offClick(back);
      WebApp.BackButton.hide();
    };
  }, [work]);

  const change = () => {
    WebApp.HapticFeedback.impactOccurred("light");
    setComing((before) => (before.includes(work.id) ? before.filter((id) => id !== work.id) : [...before, work.id]));
  };
  return (
    <MaxUI>
      <Panel mode="secondary">
        <main>
          {work ? (
            <Work work={work} mine={coming.includes(work.id)} change={change} />
          ) : (
            <List coming={coming} open={setOpened} />
          )}
        </main>
      </Panel>
    </MaxUI>
  );
}

createRoot(document.getElementById("root")).render(<App />);
WebApp.ready();
