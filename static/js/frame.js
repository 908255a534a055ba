// Shortcuts, copying, menus, selection and the warning about unsaved changes. Nothing here is needed to work.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  // "/" goes to the search box, other letters to the control that names them.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all("details[data-menu][open]").forEach((menu) => { menu.open = false; });
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const control = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (control) {
      event.preventDefault();
      if (control.matches("a, button")) control.click();
      else { control.focus(); control.select(); }
      return;
    }
    if ("jk".includes(event.key)) moveInList(event.key === "j" ? 1 : -1);
  });

  // j and k walk through the links of a list.
  const moveInList = (step) => {
    const links = all("[data-list] tbody td.cell-title a, [data-list] .hit-title a");
    if (!links.length) return;
    const here = links.indexOf(document.activeElement);
    links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
  };

  // Menus close when one looks elsewhere.
  document.addEventListener("click", (event) => {
    all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  const copying = () => all("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1500);
    });
  });

  // One box selects all; Shift selects a run.
  const selecting = () => all("[data-pick-all]").forEach((box) => {
    const boxes = all(`input[type=checkbox][name="${CSS.escape(box.dataset.pickAll)}"]`);
    let last = null;
    box.hidden = false;
    box.addEventListener("change", () => boxes.forEach((one) => { one.checked = box.checked; }));
    boxes.forEach((one, place) => one.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        boxes.slice(Math.min(last, place), Math.max(last, place) + 1).forEach((other) => { other.checked = one.checked; });
      }
      last = place;
    }));
  });

  const unsaved = () => {
    const changed = new Set();
    all("form[data-unsaved]").forEach((form) => {
      form.addEventListener("input", () => changed.add(form));
      form.addEventListener("submit", () => changed.clear());
    });
    window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
  };

  const begin = () => {
    copying();
    selecting();
    const wrong = document.querySelector("[data-focus]");
    if (wrong) wrong.focus();
    all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  };

  begin();
  unsaved();
  document.addEventListener("page-replaced", begin);
})();
