// 没有这个文件，各页照样能用。
"use strict";

// 有错的页：焦点放到错误摘要。
const summary = document.querySelector(".errors, .notice.bad");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// 同一个表单只提交一次；服务器也认得出重复的提交。
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// 正在办的事：隔一会儿再看，办完了换成新的一页。
const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
  const shown = document.querySelector("[data-job]");
  if (!answer.ok || !shown) return;
  if (!fresh) return location.reload();
  shown.replaceWith(fresh);
  setTimeout(look, 3000);
};
if (document.querySelector("[data-job]")) setTimeout(look, 1500);

// 按 / 到搜索框。
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  const find = document.querySelector(".find input");
  if (event.key === "/" && !typing && find) {
    event.preventDefault();
    find.focus();
  }
});
