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

  // Records stay picked from page to page of this tab; one box picks all of a page, Shift picks a run.
  const selecting = () => all("form[data-selection]").forEach((form) => {
    const boxes = all(`input[type=checkbox][form="${form.id}"]`);
    const picked = new Set(JSON.parse(sessionStorage.getItem("picked") || "[]"));
    const [whole, told, none] = ["[data-pick-all]", "[data-picked]", "[data-pick-none]"].map((name) => form.querySelector(name));
    const box = whole.querySelector("input");
    let last = null;
    const tell = () => {
      sessionStorage.setItem("picked", JSON.stringify([...picked]));
      told.value = String(picked.size);
      told.hidden = none.hidden = !picked.size;
      boxes.forEach((one) => { one.checked = picked.has(one.value); });
      box.checked = boxes.length > 0 && boxes.every((one) => one.checked);
    };
    const pick = (some, on) => { some.forEach((one) => (on ? picked.add(one.value) : picked.delete(one.value))); tell(); };
    whole.hidden = false;
    box.addEventListener("change", () => pick(boxes, box.checked));
    none.addEventListener("click", () => { picked.clear(); tell(); });
    boxes.forEach((one, place) => one.addEventListener("click", (event) => {
      const run = event.shiftKey && last !== null ? boxes.slice(Math.min(last, place), Math.max(last, place) + 1) : [one];
      pick(run, one.checked);
      last = place;
    }));
    form.addEventListener("submit", (event) => {
      all("[data-elsewhere]", form).forEach((old) => old.remove());
      const here = new Set(boxes.map((one) => one.value));
      [...picked].filter((id) => !here.has(id)).forEach((value) => {
        const input = Object.assign(document.createElement("input"), { type: "hidden", name: "record", value });
        input.dataset.elsewhere = "";
        form.append(input);
      });
      if (event.submitter?.matches("[value=accept], [value=submit]")) sessionStorage.removeItem("picked");
    });
    tell();
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
