import { t } from "@lingui/core/macro";
import {
  Check,
  CircleDashed,
  CirclePause,
  ClockAlert,
  EllipsisVertical,
  LifeBuoy,
  Link2,
  Pencil,
  Play,
  Plus,
  Printer,
  Send,
  Trash2,
  Undo2,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "../../ui/Button";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { Tag } from "../../ui/States";
import { Progress } from "./Progress";
import { day, people, type Report, stateOf, type Wave } from "./shapes";
import type { Doing } from "./useRollout";
import { WaveForm } from "./WaveForm";
import { WavePeople } from "./WavePeople";

const ICONS: Record<string, typeof Play> = { ok: Check, warn: ClockAlert, accent: Play };

export function Waves({ report, doing }: { report: Report; doing: Doing }) {
  const [form, setForm] = useState<Wave | "new">();
  const manages = report.plan.may_manage === true && report.plan.closed !== true;
  return (
    <section className="card ro-waves" aria-labelledby="ro-waves">
      <div className="card__head">
        <h3 id="ro-waves">{t`Волны`}</h3>
        {manages && (
          <Button look="quiet" onClick={() => setForm("new")}>
            <Plus className="i i--s" aria-hidden="true" />
            {t`Добавить волну`}
          </Button>
        )}
      </div>
      {report.waves.length === 0 && <p className="dim">{t`Волн пока нет: добавьте первую.`}</p>}
      <ul className="stack">
        {report.waves.map((wave) => (
          <Line
            key={wave.id}
            wave={wave}
            plan={report.plan}
            doing={doing}
            manages={manages}
            onChange={() => setForm(wave)}
          />
        ))}
      </ul>
      {form && (
        <WaveForm
          report={report}
          wave={form === "new" ? undefined : form}
          doing={doing}
          onClose={() => setForm(undefined)}
        />
      )}
    </section>
  );
}

function Line({
  wave,
  plan,
  doing,
  manages,
  onChange,
}: {
  wave: Wave;
  plan: Report["plan"];
  doing: Doing;
  manages: boolean;
  onChange: () => void;
}) {
  const [menu, setMenu] = useState<Point>();
  const [handing, setHanding] = useState(false);
  const { look, text } = stateOf(wave);
  const Icon = wave.state === "paused" ? CirclePause : (ICONS[look ?? ""] ?? CircleDashed);
  const count = people(wave.people.people);
  const until = day(wave.due_on);
  return (
    <li className="wv">
      <div className="line top">
        <span className="row__body grow">
          <b>{wave.title}</b>
          <span className="t1 dimmer">{t`${count} чел., до ${until}`}</span>
          {wave.responsible && <span className="t1 dimmer cut">{wave.responsible.name || wave.responsible.title}</span>}
          <Reminders wave={wave} plan={plan} />
        </span>
        <Tag {...(look ? { look } : {})}>
          <Icon className="i" aria-hidden="true" />
          {text}
        </Tag>
        <IconButton
          label={t`Что сделать с волной «${wave.title}»`}
          onClick={({ currentTarget }) => {
            const box = currentTarget.getBoundingClientRect();
            setMenu({ x: box.right, y: box.bottom });
          }}
        >
          <EllipsisVertical className="i" aria-hidden="true" />
        </IconButton>
      </div>
      <Progress cell={wave.people} late={wave.late} />
      {menu && (
        <WaveMenu
          wave={wave}
          doing={doing}
          manages={manages}
          at={menu}
          onClose={() => setMenu(undefined)}
          onChange={onChange}
          onPeople={() => setHanding(true)}
        />
      )}
      {handing && <WavePeople wave={wave} onClose={() => setHanding(false)} />}
    </li>
  );
}

/** Until when people are reminded: the end comes by itself. */
function Reminders({ wave, plan }: { wave: Wave; plan: Report["plan"] }) {
  const until = day(wave.due_on);
  const most = plan.reminders;
  if (wave.state === "paused") return <span className="t1 dimmer">{t`напоминания не уходят, пока пауза`}</span>;
  if (wave.state !== "running" || wave.people.done) return null;
  return (
    <span className="t1 dimmer">
      {wave.late || most === 0 ? t`напоминаний больше не будет` : t`напоминания до ${until}, каждому не больше ${most}`}
    </span>
  );
}

interface WaveMenuProps {
  wave: Wave;
  doing: Doing;
  manages: boolean;
  at: Point;
  onClose: () => void;
  onChange: () => void;
  onPeople: () => void;
}

function WaveMenu({ wave, doing, manages, at, onClose, onChange, onPeople }: WaveMenuProps) {
  const open = wave.state === "running" || wave.state === "paused";
  const about = { wave: wave.id };
  const entry = (Icon: typeof Play, text: string, act: () => void): ReactNode => (
    <MenuItem
      key={text}
      icon={<Icon className="i i--s" aria-hidden="true" />}
      onChoose={() => {
        onClose();
        act();
      }}
    >
      {text}
    </MenuItem>
  );
  return (
    <Menu label={t`Волна «${wave.title}»`} at={at} onClose={onClose}>
      {manages && [
        entry(Send, open ? t`Пригласить новых` : t`Пригласить волну`, () =>
          doing.run("start_wave", about, t`Волна приглашена`),
        ),
        wave.state === "running" &&
          entry(CirclePause, t`Пауза`, () => doing.run("pause_wave", about, t`Волна на паузе`)),
        open && entry(Undo2, t`Откатить`, () => doing.sure(wave)),
        entry(Pencil, t`Изменить`, onChange),
        !wave.help_chat &&
          open &&
          entry(LifeBuoy, t`Открыть чат помощи`, () => doing.run("open_wave_help", about, t`Чат помощи открыт`)),
        wave.state === "planned" &&
          entry(Trash2, t`Убрать волну`, () => doing.run("remove_wave", about, t`Волна убрана`)),
      ]}
      {wave.help_link && entry(LifeBuoy, t`Перейти в чат помощи`, () => location.assign(wave.help_link ?? ""))}
      {open && entry(Link2, t`Люди и ссылки`, onPeople)}
      {open && entry(Printer, t`Печатать приглашения`, () => doing.download(`wave/${wave.id}.pdf`))}
      {open &&
        entry(Printer, t`Печатать тем, до кого не дойдёт письмо`, () =>
          doing.download(`wave/${wave.id}-unreached.pdf`),
        )}
    </Menu>
  );
}
