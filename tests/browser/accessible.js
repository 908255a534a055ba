// What a machine can see of WCAG 2.2 AA on a page; returns a list of what is wrong.
() => {
  const wrong = [];
  const shown = (node) => node.getClientRects().length && getComputedStyle(node).visibility !== "hidden";
  const told = (node) => (node.getAttribute("aria-label") || node.getAttribute("title") || node.alt
    || [...(node.labels || [])].map((label) => label.textContent).join("")
    || (node.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join("")
    || node.textContent || (node.type === "submit" && node.value) || "").trim();
  if (!document.documentElement.lang) wrong.push("no language");
  if (!document.title.trim()) wrong.push("no title");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  document.querySelectorAll("img:not([alt]), iframe:not([title])").forEach((node) => wrong.push(`no words: ${node.outerHTML.slice(0, 80)}`));
  document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary").forEach((node) => {
    if (shown(node) && !told(node)) wrong.push(`no name: ${node.outerHTML.slice(0, 120)}`);
  });
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => wrong.push(`twice the id ${id}`));
  document.querySelectorAll("[aria-describedby], [aria-labelledby]").forEach((node) => {
    ["aria-describedby", "aria-labelledby"].flatMap((name) => (node.getAttribute(name) || "").split(" ").filter(Boolean))
      .forEach((id) => { if (!document.getElementById(id)) wrong.push(`no element ${id}`); });
  });
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (getComputedStyle(at).backgroundColor.startsWith("rgb") && (colour.length < 4 || colour[3] === 1)) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || seen.has(node) || !shown(node)) continue;
    seen.add(node);
    const style = getComputedStyle(node);
    if (!style.color.startsWith("rgb") || node.closest("[disabled], .visually-hidden, .skip")) continue;
    const [one, other] = [light(numbers(style.color)), light(behind(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 30)}`);
  }
  document.querySelectorAll("button, .button, .chip, summary, input[type=checkbox], input[type=radio]").forEach((node) => {
    const box = (node.closest("label") || node).getBoundingClientRect();
    if (shown(node) && (box.height < 24 || box.width < 24)) wrong.push(`small target: ${node.outerHTML.slice(0, 80)}`);
  });
  return wrong;
}
