// Suggestions while typing, for every box with data-suggest; the boxes work without.
"use strict";
(() => {
  const PAUSE = 150; // milliseconds after the last key
  document.querySelectorAll("input[data-suggest]").forEach((box, place) => {
    const list = document.createElement("datalist");
    list.id = `suggestions-${place}`;
    box.after(list);
    box.setAttribute("list", list.id);
    box.autocomplete = "off";
    let timer = 0;
    let asked = "";
    const suggest = async () => {
      const text = box.value.trim();
      if (text.length < 2 || text === asked) return;
      asked = text;
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || box.value.trim() !== text) return;
      list.replaceChildren(...(await answer.json()).map((each) => new Option("", each)));
    };
    box.addEventListener("input", (event) => {
      if (event.isComposing) return; // an input method is still at work
      clearTimeout(timer);
      timer = setTimeout(suggest, PAUSE);
    });
  });
})();
