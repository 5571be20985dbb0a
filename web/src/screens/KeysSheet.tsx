import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { Dialog } from "../ui/Dialog";
import { keepFocus } from "../ui/focus";
import "../ui/styles/keys.css";

interface Key {
  keys: readonly string[];
  act: string;
}

interface Group {
  title: string;
  keys: readonly Key[];
}

const CTRL = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

function groups(): Group[] {
  return [
    {
      title: t`Везде`,
      keys: [
        { keys: ["?"], act: t`Эта памятка` },
        { keys: [CTRL, "K"], act: t`Искать чаты, людей и сообщения` },
        { keys: [CTRL, "F"], act: t`Искать в открытом чате` },
        { keys: ["Shift", "F10"], act: t`Меню того, на чём вы стоите (чат, папка, участник, файл…)` },
        { keys: ["Esc"], act: t`Закрыть, отменить` },
      ],
    },
    {
      title: t`Когда пишете`,
      keys: [
        { keys: ["Enter"], act: t`Отправить` },
        { keys: ["Shift", "Enter"], act: t`Новая строка` },
        { keys: ["↑"], act: t`Изменить своё последнее сообщение` },
        { keys: [CTRL, "B"], act: t`Жирный` },
        { keys: [CTRL, "I"], act: t`Курсив` },
        { keys: [CTRL, "U"], act: t`Подчёркнутый` },
        { keys: [CTRL, "Shift", "X"], act: t`Зачёркнутый` },
      ],
    },
    {
      title: t`На сообщении`,
      keys: [
        { keys: ["↑", "↓"], act: t`Ходить по сообщениям` },
        { keys: ["Home", "End"], act: t`К началу, к концу` },
        { keys: ["Enter"], act: t`Меню сообщения` },
        { keys: ["Space"], act: t`Выбрать; с Shift до этого места` },
        { keys: ["R"], act: t`Ответить` },
        { keys: ["E"], act: t`Изменить` },
        { keys: ["F"], act: t`Переслать` },
        { keys: ["Delete"], act: t`Удалить` },
      ],
    },
    {
      title: t`На фотографии`,
      keys: [
        { keys: ["←", "→"], act: t`Предыдущая, следующая` },
        { keys: ["+", "−", "0"], act: t`Крупнее, мельче, целиком` },
      ],
    },
  ];
}

/** What those who use keys need: the focus is never lost, and all keys stand on one sheet that the question mark opens. */
export default function KeysSheet() {
  const [open, setOpen] = useState(false);
  useEffect(keepFocus, []);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target as HTMLElement;
      if (at.closest("input, textarea, select, [contenteditable=true], dialog")) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
  if (!open) return null;
  return (
    <Dialog title={t`Клавиши`} closeLabel={t`Закрыть`} onClose={() => setOpen(false)} tall>
      <section className="keyset-list" aria-label={t`Клавиши`} tabIndex={0} data-first="">
        {groups().map(({ title, keys }) => (
          <div key={title} className="keyset">
            <h3 className="t3 b">{title}</h3>
            <dl>
              {keys.map(({ keys: pressed, act }) => (
                <div key={act}>
                  <dt>
                    {pressed.map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dt>
                  <dd>{act}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </section>
    </Dialog>
  );
}
