// Drag and drop, a list of the chosen files, and progress for each. Without it the form is sent as it stands.
"use strict";
(() => {
  const words = document.querySelector("[data-drop]")?.dataset ?? {}; // title, remove, sent, failed: in the page's language
  const readable = (size) => {
    const units = ["B", "KB", "MB", "GB"];
    let place = 0;
    for (; size >= 1024 && place < units.length - 1; place += 1) size /= 1024;
    return `${size.toFixed(place && size < 100 ? 1 : 0)} ${units[place]}`;
  };
  const filesOf = new WeakMap(); // form → files; those of an input come back as new objects
  const make = (tag, values = {}) => Object.assign(document.createElement(tag), values);

  const send = (address, body, headers, told = () => {}) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", (event) => told(event.loaded / event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => resolve(null));
    request.send(body);
  });
  const isJson = (request) => (request.getResponseHeader("Content-Type") || "").startsWith("application/json");

  // A file goes ahead of its form, once: what is wrong in the form does not send it again.
  const ahead = async (form, file, line) => {
    if (file.upload) return true;
    line.querySelector(".wrong")?.remove();
    line.bar.hidden = false;
    const headers = {
      "Content-Type": "application/octet-stream",
      "X-CSRF-Token": form.elements.csrf_token.value,
      "X-File-Name": encodeURIComponent(file.name),
    };
    const request = await send("/upload", file, headers, (part) => { line.bar.value = part; });
    const answer = request && isJson(request) ? JSON.parse(request.responseText) : {};
    file.upload = answer.id;
    if (!file.upload) complain(line, (answer.problems || [words.failed]).join("\u3000"));
    return Boolean(file.upload);
  };
  const complain = (line, text) => {
    line.bar.hidden = true;
    line.append(make("p", { className: "wrong", textContent: text }));
  };
  const dataOf = (form, button, files) => {
    const data = new FormData(form);
    if (button) data.append(button.name, button.value);
    data.delete("files");
    files.forEach((file) => data.append("upload", file.upload));
    return data;
  };
  const submit = (form, data) => send(form.action, data, { "X-CSRF-Token": data.get("csrf_token") });

  // Where the answer leads: to another page, or to the same form with what is wrong.
  const follow = (form, request) => {
    if (isJson(request) && request.status < 300) {
      const target = JSON.parse(request.responseText).location;
      if (target === location.pathname + location.search) location.reload();
      else location.assign(target);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const files = filesOf.get(form);
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    const again = document.querySelector("form[data-upload] input[type=file]");
    if (again) filesOf.set(again.form, files);
    start();
    document.dispatchEvent(new CustomEvent("page-replaced"));
  };

  const wrongIn = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    return [...page.querySelectorAll(".violations li")].map((line) => line.textContent.trim()).join("　") || words.failed;
  };

  const setUp = (form) => {
    const box = form.querySelector("input[type=file]");
    const list = form.querySelector("[data-upload-list]");
    const zone = form.querySelector("[data-drop]");
    const many = form.dataset.upload === "many";
    if (!list) return;
    let files = filesOf.get(form) || [...box.files];

    const keep = () => {
      const transfer = new DataTransfer();
      files.forEach((file) => transfer.items.add(file));
      box.files = transfer.files;
      filesOf.set(form, files);
    };
    const draw = () => {
      list.replaceChildren(...files.map((file, place) => {
        const line = make("li");
        const name = many
          ? make("input", { type: "text", value: file.title ?? file.name.replace(/\.[^.]+$/, ""), ariaLabel: `${words.title}: ${file.name}` })
          : make("span", { textContent: file.name });
        if (many) name.addEventListener("input", () => { file.title = name.value; });
        const remove = make("button", { type: "button", className: "link", textContent: words.remove, ariaLabel: `${words.remove}: ${file.name}` });
        remove.addEventListener("click", () => { files.splice(place, 1); keep(); draw(); });
        const bar = make("progress", { max: 1, value: 0, hidden: true, ariaLabel: file.name });
        line.append(name, make("span", { className: "muted number", textContent: readable(file.size) }), remove, bar);
        line.bar = bar;
        return line;
      }));
    };
    const add = (chosen) => { files = [...files, ...chosen]; keep(); draw(); form.dispatchEvent(new Event("input")); };

    box.addEventListener("change", () => { files = [...files, ...box.files]; keep(); draw(); });
    ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("over")));
    zone.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });

    const sendTogether = async (button) => {
      const lines = [...list.children];
      for (const [place, file] of files.entries()) {
        if (!await ahead(form, file, lines[place])) return;
      }
      const request = await submit(form, dataOf(form, button, files));
      if (request) follow(form, request);
      else complain(lines[0], words.failed);
    };

    const sendEach = async (button) => {
      let wrong = 0;
      for (const [place, file] of files.entries()) {
        const line = list.children[place];
        if (file.sent) continue;
        if (!await ahead(form, file, line)) { wrong += 1; continue; }
        const data = dataOf(form, button, [file]);
        data.append("file-title", line.firstElementChild.value);
        const request = await submit(form, data);
        if (request && isJson(request) && request.status < 300) {
          file.sent = JSON.parse(request.responseText).location;
          line.querySelector("button").replaceWith(make("a", { href: file.sent, textContent: words.sent }));
        } else {
          wrong += 1;
          complain(line, request ? wrongIn(request) : words.failed);
        }
      }
      if (!wrong) location.assign(files.length === 1 ? files[0].sent : "/");
    };

    form.addEventListener("submit", async (event) => {
      if (!files.length || form.dataset.sending) return;
      event.preventDefault();
      form.dataset.sending = "yes";
      const button = event.submitter;
      if (button) button.disabled = true;
      await (many ? sendEach(button) : sendTogether(button));
      delete form.dataset.sending;
      if (button) button.disabled = false;
    });
    keep();
    draw();
  };

  const start = () => document.querySelectorAll("form[data-upload]").forEach(setUp);
  start();
})();
