// Requests to the program that serves this page.
const GONE = "程序已经关闭。没有保存的内容在草稿里：再运行一次 zipingbao open 就能接着填。";

async function sent(address, options) {
  let response;
  try {
    response = await fetch(address, {method: "POST", ...options});
  } catch {
    throw new Error(GONE);
  }
  const told = await response.json().catch(() => undefined);
  if (told === undefined && response.ok) throw new Error(GONE);  // the answer broke off: the program ended, or the page is left
  if (!response.ok) throw new Error(told?.refused ?? `程序不答应（${response.status}）`);
  return told;
}

export function ask(action, asked, options = {}) {
  const headers = {"content-type": "application/json", "x-zipingbao": "1"};
  return sent(`api/${action}`, {headers, body: JSON.stringify(asked), ...options});
}

export function take(file, template) {
  const where = new URLSearchParams({name: file.name, template});
  return sent(`api/take?${where}`, {headers: {"x-zipingbao": "1"}, body: file});
}

export function merge(name, docx) {
  return sent(`api/merge?${new URLSearchParams({name})}`, {headers: {"x-zipingbao": "1"}, body: docx});
}
