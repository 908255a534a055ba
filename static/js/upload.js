// Drag and drop, a list of the chosen files, and progress for each. Without it the form is sent as it stands.
"use strict";
(() => {
  const words = document.documentElement.lang.startsWith("zh")
    ? { title: "题名", remove: "移除", sent: "已收", failed: "未能发送，请重试", drop: "已选文件" }
    : { title: "Title", remove: "Remove", sent: "Received", failed: "Could not be sent; try again", drop: "Chosen files" };
  const readable = (size) => {
    const units = ["B", "KB", "MB", "GB"];
    let place = 0;
    for (; size >= 1024 && place < units.length - 1; place += 1) size /= 1024;
    return `${size.toFixed(place && size < 100 ? 1 : 0)} ${units[place]}`;
  };
  const make = (tag, values = {}) => Object.assign(document.createElement(tag), values);

  const post = (form, data, told) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRF-Token", data.get("csrf_token"));
    request.upload.addEventListener("progress", (event) => told(event.loaded, event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => resolve(null));
    request.send(data);
  });

  // Where the answer leads: to another page, or to the same form with what is wrong.
  const follow = (form, request) => {
    const type = request.getResponseHeader("Content-Type") || "";
    if (type.startsWith("application/json") && request.status < 300) {
      const target = JSON.parse(request.responseText).location;
      if (target === location.pathname + location.search) location.reload();
      else location.assign(target);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const files = form.querySelector("input[type=file]").files;
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    const again = document.querySelector("form[data-upload] input[type=file]");
    if (again) { again.files = files; }
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
    let files = [...box.files];

    const keep = () => {
      const transfer = new DataTransfer();
      files.forEach((file) => transfer.items.add(file));
      box.files = transfer.files;
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
      const data = new FormData(form, button);
      const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
      [...list.children].forEach((line) => { line.bar.hidden = false; });
      const request = await post(form, data, (loaded, whole) => {
        let left = (loaded / whole) * total;
        [...list.children].forEach((line, place) => {
          const size = files[place].size || 1;
          line.bar.value = Math.max(0, Math.min(1, left / size));
          left -= size;
        });
      });
      if (request) follow(form, request);
      return Boolean(request);
    };

    const sendEach = async (button) => {
      let failed = false;
      let last = null;
      for (const [place, file] of files.entries()) {
        const line = list.children[place];
        if (file.sent) continue;
        const data = new FormData(form, button);
        data.delete("files");
        data.append("file-title", line.firstElementChild.value);
        data.append("files", file);
        line.bar.hidden = false;
        line.querySelector(".wrong")?.remove();
        const request = await post(form, data, (loaded, whole) => { line.bar.value = loaded / whole; });
        if (request && request.status < 300) {
          file.sent = true;
          last = JSON.parse(request.responseText).location;
          line.querySelector("button").replaceWith(make("a", { href: last, textContent: words.sent }));
        } else {
          failed = true;
          line.bar.hidden = true;
          line.append(make("p", { className: "wrong", textContent: request ? wrongIn(request) : words.failed }));
        }
      }
      if (!failed && last) location.assign(files.length === 1 ? last : "/");
      return !failed;
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
    draw();
  };

  const start = () => document.querySelectorAll("form[data-upload]").forEach(setUp);
  start();
})();
