// The page: start screen, and the three panes. Every change to the file is an edit of the text in the editor.
import {ask, merge, take} from "./asking.js";
import {Editor} from "./editor.js";
import {Form} from "./form.js";
import {Paper} from "./paper.js";
import {LATE, Returned} from "./returned.js";
import {start} from "./start.js";

const at = (id) => document.getElementById(id);
const PAGE = Math.random().toString(36).slice(2);
const PAUSE = 50;
// `since`: the state of the text that was judged, as the editor counts them.
const NOTHING = {findings: [], left: [], reports: [], since: 0};
// `saved` is the text on disk (null: there is none; `since`: which text that was), `kept` what this page put into the draft.
const file = {name: "", base: "", saved: "", kept: null, since: 0, busy: false, again: false, timer: 0, others: 0, typed: 0, gone: 0, saving: null, offered: new Set()};
let editor, paper, answer = NOTHING, ours = false;

const form = new Form(at("form"), {
  text: () => editor.text, ask: (action, asked) => ask(action, {name: file.name, ...asked}), said: (text) => banner(text, ["知道了", () => {}]),
  apply: (edits, typed) => {
    ours = true;
    editor.change(edits, typed);
    ours = false;
    judge();
  },
  moved: (caret) => paper.follow(caret), yaml: (from) => view(false, from),
  undo: () => editor.undo(), redo: () => editor.redo(), save: () => save(), open: (name) => button(`打开 ${name}`, () => turn(beside(name)), "link"),
});

const returned = new Returned(at("returned"), {
  ask: (action, asked) => ask(action, {name: file.name, ...asked}), go: (from, to) => go(from, Math.max(from, to)),
  apply: (edits) => editor.change(edits), said: (text) => banner(text, ["知道了", () => {}]), now: () => editor.now, moved: (...place) => editor.moved(...place),
});

function say(text) {
  at("state").textContent = text;
}

function status(fresh = "已保存") {
  const others = !file.others ? "" : `；这份文件在另一个页面里也打开着${file.typed ? "，那边有没有保存的内容" : ""}`;
  say((editor.text === file.saved ? fresh : "没有保存（草稿已留）") + others);
}

function banner(text, ...buttons) {
  const box = at("banner");
  box.replaceChildren(text);
  for (const [label, action] of buttons) box.append(button(label, () => { box.hidden = true; action(); }));
  box.hidden = !text;
}

function button(label, action, kind = "") {
  const one = document.createElement("button");
  one.type = "button";
  one.className = kind;
  one.append(label);
  one.addEventListener("click", action);
  return one;
}

export async function open(name) {
  const found = await ask("open", {name, page: PAGE});
  clearTimeout(file.timer);
  Object.assign(file, {name, base: found.digest, saved: found.digest ? found.text : null, kept: found.draft, since: 0, others: 0, typed: 0, gone: 0, offered: new Set()});
  document.title = `${name} 自评报`;
  at("name").replaceChildren(name, ...(found.whole ? ["（分开填的一份）", button(`回到 ${found.whole}`, () => turn(found.whole))] : []));
  at("start").hidden = true;
  for (const id of ["tools", "work", "tabs"]) at(id).hidden = false;
  paper ??= new Paper(at("paper"), {go, moved: (...place) => editor.moved(...place), back: (...place) => editor.back(...place)});
  paper.clear();
  answer = NOTHING;
  at("report").replaceChildren();
  at("todo").open = false;
  waiting();
  for (const id of ["unfilled", "count", "note"]) at(id).textContent = "";
  at("progress").textContent = "";
  delete document.body.dataset.judged;
  editor?.destroy();
  form.clear();
  returned.close();
  editor = new Editor(at("text"), found.text, {
    changed: () => { later(); if (!ours) form.refresh(); }, moved: (caret) => paper.follow(caret), save, late: () => banner(LATE, ["知道了", () => {}]),
    hint: (asked) => ask("hint", {name: file.name, ...asked}),
  });
  banner("");
  status("");
  if (found.draft !== null) {
    editor.replace(found.draft);
    const others = offers(found.more);
    if (found.digest) banner(`找回了上次没有保存的内容${others.length ? `；没有保存的一共 ${others.length + 1} 份，这是最后的` : ""}。`,
      ["保留", () => {}], ["不要了，用磁盘上的", () => editor.replace(found.text)], ...others);
    else banner(`${name} 在磁盘上没有了（被删去，或者改了名）；这是草稿里的。`, ["重新写出这份文件", save], ["先不写", () => {}]);
  }
  await judge();
  editor.focus();
}

function offers(drafts) {
  for (const one of drafts) file.offered.add(one.slot);
  return drafts.map((one) => [`换成 ${one.when} 的那一份`, () => adopt(one.slot)]);
}

// Another draft that was found; the one that was shown stays beside the file.
async function adopt(slot) {
  try {
    const {text} = await ask("adopt", {name: file.name, page: PAGE, slot});
    file.kept = text;
    editor.replace(text);
  } catch (error) {
    banner(error.message, ["知道了", () => {}]);
  }
}

// The same file as YAML or as a form, at the same place.
async function view(asForm, from) {
  if (asForm === form.shown) return;
  if (!asForm) await form.flush();
  const at_ = from ?? (asForm ? editor.caret : form.place);
  form.shown = asForm;
  at("text").hidden = asForm;
  at("form").hidden = !asForm;
  at("view").setAttribute("aria-pressed", asForm);
  at("view").textContent = asForm ? "看 YAML" : "用表单填";
  if (asForm) {
    await form.refresh();
    form.go(at_);
  } else editor.go(at_);
}

function go(from, to = from) {
  pane("left");
  if (form.shown && form.go(from)) return;
  view(false, from);
  editor.go(from, to);
}

// What was found is of a text that is no more.
function waiting() {
  if (!answer.findings.some((one) => one.code !== "V204")) at("findings").replaceChildren(row("正在检查……"));
}

function later() {
  if (!file.name) return;
  status();
  waiting();
  clearTimeout(file.timer);
  file.timer = setTimeout(judge, PAUSE);
}

async function judge() {
  clearTimeout(file.timer);
  if (!file.name) return;
  if (editor.composing) return void (file.timer = setTimeout(judge, PAUSE));
  if (file.busy) return void (file.again = true);
  file.busy = true;
  const name = file.name, own = editor, text = own.text, since = own.now, begun = performance.now();
  const here = () => file.name === name && editor === own;
  try {
    const draft = keep(text);
    draft.catch(() => {});  // told below, after the findings
    const found = await ask("judge", {name, text, report: paper.empty ? null : number()});
    if (here()) {
      answer = {...found, since};
      if (own.text === text) own.mark(answer.findings);
      show(own.text === text);
      if (answer.reports.length && !paper.patch(found.html, since, own.caret)) await paper.show(answer.key, number(), since, own.caret);
      if (form.behind || form.keys !== answer.keys) form.refresh();
      if (here()) document.body.dataset.judged = `${Math.round(performance.now() - begun)}`;
    }
    await draft;
  } catch (error) {
    if (here()) say(error.message);
  }
  file.busy = false;
  if (file.again || !here() || own.text !== text) {
    file.again = false;
    later();
  }
}

// Every page has a draft of its own, which is deleted only with what this page put into it.
function keep(text) {
  if (text !== file.saved) return ask("keep", {name: file.name, page: PAGE, text: file.kept = text});
  const kept = file.kept;
  file.kept = null;
  return kept === null ? Promise.resolve() : ask("forget", {name: file.name, page: PAGE, text: kept});
}

function number() {
  return Math.max(0, Math.min(at("report").selectedIndex, answer.reports.length - 1));
}

function show(current) {
  const counts = {error: 0, warning: 0, note: 0};
  for (const one of answer.findings) counts[one.severity] += 1;
  at("count").textContent = counts.error + counts.warning || "";
  at("progress").textContent = !answer.readable ? "文件还读不了，数不出填了几项"
    : answer.known ? `已填 ${answer.filled} 项，还有 ${answer.left.length} 项` : "还不知道用哪个模板，数不出要填几项";
  at("unfilled").replaceChildren(...answer.left.map((one) => row(one.file ? button(`${one.file} 第 ${one.line} 行：${one.told}`, () => turn(one.file, one.line))
    : button(one.told, () => fill(one.at)))));
  const found = answer.findings.filter((one) => one.code !== "V204");
  const none = current ? (answer.left.length ? "没有发现别的问题" : "没有发现问题") : "正在检查……";
  at("findings").replaceChildren(...(found.length ? found.map(finding) : [row(none)]));
  const names = answer.reports.map((title) => Object.assign(document.createElement("option"), {textContent: title}));
  if (names.length && names.length !== at("report").length) at("report").replaceChildren(...names);
  at("report").hidden = names.length < 2;
  const note = at("note"), stale = !answer.reports.length;
  note.className = stale ? "old" : "";
  note.textContent = !stale ? (answer.draft ? "灰色的是例子，还没有填" : "")
    : (paper.empty ? "有错误，还印不出来" : answer.readable ? "有错误，下面是改之前的样子" : "文件还没写完整，读不了；下面是上一次的样子");
  paper.stale(stale);
}

function fill(from) {
  pane("left");
  const place = editor.moved(from, answer.since);
  if (!form.shown || !form.go(place)) editor.fill(place);
}

function row(...inner) {
  const one = document.createElement("li");
  one.append(...inner);
  return one;
}

function finding(one) {
  const {since} = answer;
  const word = {error: "错误", warning: "警告", note: "提示"}[one.severity];
  const label = document.createElement("span"), mark = document.createElement("b");
  mark.textContent = `${word} ${one.code} `;
  label.append(mark, `${one.file ? `${one.file} ` : ""}第 ${one.line} 行：${one.message}`);
  const item = row(button(label, () => one.file && /\.ya?ml$/i.test(one.file) ? turn(one.file, one.line) : go(editor.moved(one.from, since), editor.moved(one.to, since, -1)), "go"));
  item.className = one.severity;
  const help = document.createElement("div");
  help.className = "help";
  help.textContent = [one.help, ...one.notes].filter(Boolean).join("\n");
  if (help.textContent) item.append(help);
  if (one.fix.length) item.append(button("改好", () => editor.fix(one.fix, since)));
  return item;
}

// One after the other: each is based on what the one before it wrote.
async function save() {
  if (form.shown) await form.flush();
  while (file.saving) await file.saving;
  file.saving = saved();
  const done = await file.saving;
  file.saving = null;
  return done;
}

async function saved() {
  const name = file.name, text = editor.text, since = editor.now;
  if (text === file.saved && file.base) {
    file.since = since;
    status();
    return true;
  }
  const done = await ask("save", {name, page: PAGE, text, base: file.base}).catch((error) => { banner(error.message, ["知道了", () => {}]); });
  if (!done || file.name !== name) return false;
  if (done.gone) return gone();
  if (done.conflict) return conflict(done);
  Object.assign(file, {base: done.digest, saved: text, since, gone: 0});
  later();
  return true;
}

// What is in the editor is all that is left of the file.
function gone() {
  Object.assign(file, {base: "", saved: null});
  keep(editor.text).catch((error) => say(error.message));
  status();
  banner(`${file.name} 在磁盘上没有了（被删去，或者改了名）。左边的还在，也留了草稿。`, ["重新写出这份文件", save], ["先不写", () => {}]);
  return false;
}

function conflict(disk) {
  if (editor.text !== disk.text) keep(editor.text).catch((error) => say(error.message));
  banner("这份文件在别处改过了，没有覆盖。", ["换成磁盘上的（可以撤销）", () => {
    Object.assign(file, {base: disk.digest, saved: disk.text});
    editor.replace(disk.text);
  }], ["保留这里的，下次保存时覆盖", () => Object.assign(file, {base: disk.digest, saved: disk.text})]);
  return false;
}

async function build(format, force = false) {
  if (!await save()) return;
  say("正在生成……");
  try {
    const made = await ask("build", {name: file.name, format, force});
    if (made.files.length) banner(`已生成 ${made.files.join("、")}，和填报文件在同一个文件夹里。`, ["知道了", () => {}]);
    else if (made.told.length) {
      const over = made.force ? [["仍要覆盖（原来的另存）", () => build(format, true)], ["不覆盖", () => {}]] : [["知道了", () => {}]];
      banner(made.told.join("\n"), ...over);
    }
    else banner("还有错误，没有生成。中间一栏列出了每一处。", ["知道了", () => {}]);
    say(made.files.length ? "已生成" : "没有生成");
  } catch (error) {
    banner(error.message);
  }
}

// A DOCX that somebody changed in Word; it is compared with the file as it was saved.
async function comeBack(docx) {
  if (!await save()) return;
  say("正在比较……");
  try {
    const {since} = file, found = await merge(file.name, docx);
    returned.show(found, since);
    pane("middle");
    at("middle").scrollTop = 0;
    status();
  } catch (error) {
    banner(`没有收回 ${docx.name}：${error.message}`, ["知道了", () => {}]);
    status();
  }
}

async function watch() {
  if (!file.name) return at("start").hidden ? undefined : ask("alive", {}).catch(() => {});
  const name = file.name;
  try {
    const seen = await ask("watch", {name, page: PAGE});
    document.body.dataset.others = seen.others;
    if (name !== file.name) return;
    if (seen.others !== file.others || seen.typed !== file.typed) {
      Object.assign(file, {others: seen.others, typed: seen.typed});
      status();
    }
    const more = seen.more.filter((one) => !file.offered.has(one.slot));
    if (more.length && at("banner").hidden) banner("还有没有保存的一份，那个页面已经关了。", ["先不看", () => {}], ...offers(more));
    file.gone = seen.gone ? file.gone + 1 : 0;
    if (file.gone > 1 && file.base && !file.saving) gone();
    if (seen.digest && seen.digest !== file.base && at("banner").hidden && !file.saving) {
      const disk = await ask("open", {name, peek: true});
      if (name === file.name && disk.digest !== file.base && !file.saving) conflict(disk);
    }
  } catch (error) {
    say(error.message);
  }
}

function leave(name) {
  ask("leave", {name, page: PAGE}, {keepalive: true}).catch(() => {});
}

// Another file of the same report; what was typed in this one is kept in its draft.
async function turn(name, line = 0) {
  if (!await kept()) return;
  leave(file.name);
  try {
    await open(name);
    if (line) editor.line(line);
  } catch (error) {
    banner(error.message, ["知道了", () => {}]);
  }
}

// Files are named from where the one lies that names them.
function beside(name) {
  return file.name.includes("/") ? `${file.name.replace(/[^/]*$/, "")}${name}` : name.replace(/^\.\//, "");
}

async function kept() {
  clearTimeout(file.timer);
  try {
    if (form.shown) await form.flush();
    clearTimeout(file.timer);
    if (file.name && editor.text !== file.saved) await keep(editor.text);
    return true;
  } catch (error) {
    banner(error.message, ["知道了", () => {}]);
    return false;
  }
}

function pane(which) {
  at("work").dataset.pane = which;
  for (const one of at("tabs").children) one.setAttribute("aria-pressed", one.dataset.pane === which);
  if (which === "right") paper?.fit();
}

for (const one of at("tabs").children) one.addEventListener("click", () => pane(one.dataset.pane));
at("save").addEventListener("click", save);
at("check").addEventListener("click", () => { pane("middle"); judge(); });
at("docx").addEventListener("click", () => build("docx"));
at("html").addEventListener("click", () => build("html"));
at("view").addEventListener("click", () => view(!form.shown));
for (const what of ["undo", "redo"]) at(what).addEventListener("click", async () => { await form.flush(); editor[what](); });
at("report").addEventListener("change", judge);
at("merge").addEventListener("click", () => at("edited").click());
at("edited").addEventListener("change", () => {
  const [docx] = at("edited").files;
  at("edited").value = "";
  if (docx) comeBack(docx);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  const [docx] = event.dataTransfer.files;
  if (!docx || at("work").hidden) return;
  event.preventDefault();
  event.stopPropagation();
  if (/\.docx$/i.test(docx.name)) comeBack(docx);
  else banner("只能收回 DOCX；Excel、Word、PDF 里的数，到“另开一份”里读取。", ["知道了", () => {}]);
}, true);
at("home").addEventListener("click", async () => {
  if (!await kept()) return;
  leave(file.name);
  file.name = "";
  document.title = "自评报";
  at("name").textContent = "";
  say("");
  banner("");
  for (const id of ["tools", "work", "tabs"]) at(id).hidden = true;
  begin(null);
});
addEventListener("pagehide", () => { if (file.name) leave(file.name); });
addEventListener("resize", () => paper?.fit());
setInterval(watch, 1500);

async function begin(first = "") {
  try {
    const found = await ask("start", {});
    if (first || found.first && first !== null) return await open(first || found.first);
    at("start").hidden = false;
    start(found, {open, ask, take, said: (text) => banner(text, ["知道了", () => {}])});
  } catch (error) {
    banner(error.message);
  }
}

begin();
