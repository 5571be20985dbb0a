// The page of the poll. What the server answers is shown as text, never as markup.
const app = window.WebApp;
const byId = (id) => document.getElementById(id);

async function ask(path, fields = {}) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify({ launch: app.initData, ...fields }) });
  if (!answer.ok) throw new Error(answer.status === 403 ? "Откройте опрос заново из Вече." : "Не получилось.");
  return answer.json();
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function draw(state) {
  byId("question").textContent = state.question;
  byId("share").hidden = !state.mine;
  byId("choices").replaceChildren(...(state.mine ? [] : state.choices.map(drawChoice)));
  if (!state.mine) {
    say("Выберите одно. Голос один, изменить его нельзя; кто что выбрал, не записывается.");
    return;
  }
  say(state.counts ? `Голосов: ${state.voted}` : `Ваш голос учтён. Голосов: ${state.voted}. Итог появится, когда их станет пять.`);
  const rows = (state.counts ?? []).flatMap((n, at) => [element("dt", state.choices[at]), element("dd", String(n))]);
  byId("result").replaceChildren(...rows);
}

function drawChoice(name, choice) {
  const button = element("button", name);
  button.addEventListener("click", () => {
    app.HapticFeedback.selectionChanged();
    ask("/vote", { choice }).then(draw).catch(fail);
  });
  return button;
}

const say = (text) => {
  byId("note").textContent = text;
};
const fail = (error) => say(error.message);

byId("share").addEventListener("click", () => {
  app.shareMaxContent({ text: byId("question").textContent }).catch(() => undefined);
});
ask("/state").then(draw).catch(fail);
app.ready();
