// 没有这个文件，各页照样能用。
"use strict";

// 一页刚出来时：焦点放到错误摘要；筛选条件记住；打印按钮露出来。
const prepare = () => {
  const summary = document.querySelector(".errors, .notice.bad");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
  // 回到清单时，筛选条件还在：各清单最近的地址记在本窗口里。
  const listing = document.querySelector(".filters");
  if (listing) sessionStorage.setItem(location.pathname, location.search);
  for (const link of document.querySelectorAll(".crumb a")) {
    const kept = sessionStorage.getItem(new URL(link.href).pathname);
    if (kept && !link.search) link.search = kept;
  }
  // 没有脚本时用浏览器自己的打印。
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
};
prepare();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// 同一个表单只提交一次；服务器也认得出重复的提交。
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

const isTyping = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);

// 正在办的事：每两秒看一次；办完了，在原处换成新的内容，不另开一页。
const follow = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shell = page.querySelector(".shell");
    if (!shell) return location.reload();
    const running = document.querySelectorAll("[data-job]");
    const fresh = page.querySelectorAll("[data-job]");
    if (fresh.length === running.length) {
      running.forEach((panel, at) => panel.replaceWith(fresh[at]));
    } else if (!isTyping() || !document.activeElement.closest(".shell")) {
      const elsewhere = document.activeElement.closest(".top");
      document.querySelector(".shell").replaceWith(shell);
      if (!elsewhere) document.getElementById("main").focus({ preventScroll: true });
      prepare();
    }
  }
  if (document.querySelector("[data-job]")) setTimeout(follow, 2000);
};
if (document.querySelector("[data-job]")) setTimeout(follow, 2000);

// 键盘：按 / 到搜索框；j、k 在表的各行之间上下，回车打开；Ctrl+回车提交所在的表单，或本页“现在要办”的一件。
document.addEventListener("keydown", (event) => {
  const chord = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && chord) {
    const form = document.activeElement.form || document.querySelector("form[data-chord]");
    if (form) form.requestSubmit();
    return;
  }
  if (isTyping() || chord || event.altKey) return;
  const find = document.querySelector(".find input");
  if (event.key === "/" && find) {
    event.preventDefault();
    find.focus();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const rows = [...document.querySelectorAll("main table.t tbody tr")]
    .map((row) => row.querySelector("a"))
    .filter(Boolean);
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)].focus();
});

// 写入几行：随所选而变；没有脚本时以所选为准。
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || form.id !== "confirm") return;
  let rows = 0;
  for (const choice of form.querySelectorAll("[data-rows]")) {
    if (choice.querySelector("input[value=adopt]:checked")) rows += Number(choice.dataset.rows);
  }
  form.querySelector(".count").textContent = rows;
});
