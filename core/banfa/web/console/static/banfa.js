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

// 正在办的事：每两秒看一次，办完了换成新的一页。
const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-job]");
    if (!fresh) return location.reload();
    document.querySelector("[data-job]").replaceWith(fresh);
  }
  setTimeout(look, 2000);
};
if (document.querySelector("[data-job]")) setTimeout(look, 2000);

// 按 / 到搜索框。
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  const find = document.querySelector(".find input");
  if (event.key === "/" && !typing && find) {
    event.preventDefault();
    find.focus();
  }
});

// 回到清单时，筛选条件还在：各清单最近的地址记在本窗口里。
const listing = document.querySelector(".filters");
if (listing) sessionStorage.setItem(location.pathname, location.search);
for (const link of document.querySelectorAll(".crumb a")) {
  const kept = sessionStorage.getItem(new URL(link.href).pathname);
  if (kept && !link.search) link.search = kept;
}

// j、k 在表的各行之间上下，回车打开；Ctrl+回车提交表单。
const rows = [...document.querySelectorAll("main table.t tbody tr")]
  .map((row) => row.querySelector("a"))
  .filter(Boolean);
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && document.activeElement.form) {
    document.activeElement.form.requestSubmit();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (typing || !step || event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)].focus();
});

// 打印：没有脚本时用浏览器自己的打印。
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// 写入几行：随所选而变；没有脚本时以所选为准。
const confirmForm = document.getElementById("confirm");
if (confirmForm) {
  confirmForm.addEventListener("change", () => {
    let rows = 0;
    for (const choice of confirmForm.querySelectorAll("[data-rows]")) {
      if (choice.querySelector("input[value=adopt]:checked")) rows += Number(choice.dataset.rows);
    }
    confirmForm.querySelector(".count").textContent = rows;
  });
}
