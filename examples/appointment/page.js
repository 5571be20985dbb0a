// The page of the mini app: what it knows of the person comes with the launch, the rest it asks its own server.
const app = window.WebApp;
const byId = (id) => document.getElementById(id);
let state;

async function ask(path, fields = {}) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify({ launch: app.initData, ...fields }) });
  if (!answer.ok) throw new Error(answer.status === 403 ? "Откройте приложение заново из Вече." : "Не получилось.");
  return answer.json();
}

function element(tag, text, click) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (click) made.addEventListener("click", () => click().catch(say));
  return made;
}

const say = (what) => {
  byId("note").textContent = what instanceof Error ? what.message : what;
};

const dayOf = (at) => new Date(at).toLocaleDateString("ru", { weekday: "long", day: "numeric", month: "long" });
const timeOf = (at) => at.slice(11, 16);

function fill(select, options) {
  const before = select.value;
  select.replaceChildren(...options.map(([value, text]) => Object.assign(element("option", text), { value })));
  if (options.some(([value]) => value === before)) select.value = before;
}

function draw() {
  fill(byId("department"), Object.entries(state.departments));
  const free = state.free[byId("department").value];
  fill(byId("day"), [...new Set(free.map((at) => at.slice(0, 10)))].map((day) => [day, dayOf(day)]));
  const times = free.filter((at) => at.startsWith(byId("day").value));
  byId("times").replaceChildren(...times.map((at) => element("button", timeOf(at), () => book(at))));
  byId("mine").replaceChildren(...state.mine.map(drawVisit));
}

function drawVisit(visit) {
  const line = element("li", "");
  const file = `${location.origin}/visit.ics?${new URLSearchParams({ id: visit.id, launch: app.initData })}`;
  line.append(
    element("span", `${visit.department}: ${dayOf(visit.at)}, ${timeOf(visit.at)}`),
    element("button", "В календарь", () => app.downloadFile(file, "visit.ics")),
    element("button", "Отменить", () => cancel(visit)),
  );
  return line;
}

async function load() {
  state = await ask("/state");
  draw();
}

async function book(at) {
  const { booked } = await ask("/book", { department: byId("department").value, at });
  app.HapticFeedback.notificationOccurred(booked ? "success" : "warning");
  say(booked ? "Вы записаны. Бот напомнит заранее." : "Это время только что заняли, или вы уже записаны в этот отдел.");
  await load();
}

async function cancel(visit) {
  await ask("/cancel", { visit: visit.id });
  say("Запись отменена.");
  await load();
}

for (const id of ["department", "day"]) byId(id).addEventListener("change", draw);
const name = app.initDataUnsafe.user?.first_name;
if (name) byId("hello").textContent = `${name}, запишитесь на приём`;
load()
  .then(() => {
    // A link or a button may name the department.
    const wanted = app.initDataUnsafe.start_param;
    if (wanted in state.departments) byId("department").value = wanted;
    draw();
  })
  .catch(say);
app.ready();
