// The start screen: a file that is there, a new form, last year's file, or a file of another program.
const at = (id) => document.getElementById(id);
let begun = false, offered = "", found, doing;

export function start(answer, does) {
  found = answer;
  doing = does;
  at("folder").textContent = found.folder;
  at("files").replaceChildren(...[...found.lost, ...found.files].map((name) => {
    const item = document.createElement("li"), one = document.createElement("button");
    one.type = "button";
    one.textContent = found.lost.includes(name) ? `${name}（文件没有了，草稿还在）` : name;
    one.addEventListener("click", () => doing.open(name));
    item.append(one);
    return item;
  }));
  options(at("last"), found.files);
  at("roll").disabled = !found.files.length;
  at("year").value ||= found.year;
  options(at("region"), [...new Set(found.packs.map((one) => one.region))]);
  templates();
  rolled();
  if (!begun) listen();
  begun = true;
}

function options(list, texts, values = texts) {
  list.replaceChildren(...texts.map((text, n) => Object.assign(document.createElement("option"), {textContent: text, value: values[n]})));
}

function templates() {
  const own = found.packs.filter((one) => one.region === at("region").value);
  options(at("template"), own.map((one) => one.title), own.map((one) => one.name));
  pictured();
  named();
}

// What the form makes of its examples, in a frame that can run nothing.
function pictured() {
  const frame = document.createElement("iframe"), box = at("picture").lastElementChild;
  Object.assign(frame, {sandbox: "allow-same-origin", title: "印出来的首页", tabIndex: -1, src: `picture/${at("template").value}`});
  frame.addEventListener("load", () => { at("picture").hidden = !frame.contentDocument?.querySelector("main"); });
  box.replaceChildren(frame);
}

// A name that was typed stays; one that was offered follows the year.
function named() {
  const name = at("new-name");
  if (name.value && name.value !== offered) return;
  offered = name.value = `${at("year").value}.yaml`;
}

function rolled() {
  const last = at("last").value ?? "";
  at("next-name").value = last.replace(/20\d\d/, (year) => Number(year) + 1) || "";
  if (at("next-name").value === last) at("next-name").value = `${found.year}.yaml`;
}

async function attempt(work) {
  try {
    const made = await work();
    await doing.open(made.name);
    if (made.told) doing.said(made.told);
  } catch (error) {
    doing.said(error.message);
  }
}

function listen() {
  at("region").addEventListener("change", templates);
  at("template").addEventListener("change", pictured);
  at("year").addEventListener("change", named);
  at("last").addEventListener("change", rolled);
  at("create").addEventListener("click", () => attempt(() => doing.ask("new", {
    name: at("new-name").value, template: at("template").value, year: at("year").value,
  })));
  at("roll").addEventListener("click", () => attempt(() => doing.ask("new", {name: at("next-name").value, last: at("last").value})));
  const drop = at("drop"), picked = at("file");
  drop.addEventListener("click", () => picked.click());
  drop.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") picked.click(); });
  picked.addEventListener("click", (event) => event.stopPropagation());
  picked.addEventListener("change", () => { if (picked.files[0]) attempt(() => doing.take(picked.files[0], "")); });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files[0] && !at("start").hidden) attempt(() => doing.take(event.dataTransfer.files[0], ""));
  });
}
