// Small helps; every page works without them.
"use strict";

// an entry's evidence opens under it
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const entry = link.closest(".entry");
  const open = entry.querySelector(":scope > .evidence");
  if (open) {
    open.hidden = !open.hidden;
    link.setAttribute("aria-expanded", String(!open.hidden));
    return;
  }
  try {
    const answer = await fetch(link.dataset.open, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    entry.append(holder.content);
    link.setAttribute("aria-expanded", "true");
  } catch {
    location.assign(link.href);
  }
});

// so does its review, which then leads back here
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-form]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.dataset.form);
    if (!answer.ok) throw new Error(String(answer.status));
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    if (location.pathname === "/") {
      holder.content.querySelector("[name=next]").value = location.pathname + location.search;
    }
    link.closest("p").replaceWith(holder.content);
  } catch {
    location.assign(link.href);
  }
});

// files are dropped anywhere on the form
for (const form of document.querySelectorAll("[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) files.files = event.dataTransfer.files;
  });
}

// a note in the margin and its words point at each other
function light(id, on) {
  if (!/^[\w-]+$/.test(id)) return;
  for (const piece of document.querySelectorAll(`.ref-${id}, .note[data-of="${id}"]`)) {
    piece.classList.toggle("lit", on);
  }
}
for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind, (event) => {
    const note = event.target.closest?.(".note[data-of]");
    if (note) light(note.dataset.of, on);
    const words = event.target.closest?.("[class*=' ref-']");
    if (words) {
      for (const name of words.classList) if (name.startsWith("ref-")) light(name.slice(4), on);
    }
  });
}

// which marks a reader shows is kept for the next report
for (const box of document.querySelectorAll(".layers input")) {
  const kept = localStorage.getItem(box.id);
  if (kept !== null) box.checked = kept === "1";
  box.addEventListener("change", () => localStorage.setItem(box.id, box.checked ? "1" : "0"));
}

// days are chosen by drawing over the overview
for (const chart of document.querySelectorAll("[data-brush]")) {
  const reaches = [...chart.querySelectorAll(".reach")];
  const at = (x) => reaches.reduce((best, r) => {
    const box = r.getBoundingClientRect();
    const away = Math.abs(x - (box.left + box.right) / 2);
    return away < best.away ? { away, r } : best;
  }, { away: Infinity, r: null }).r;
  let from = null;
  let to = null;
  const ends = () => {
    const [first, last] = [from, to].sort((a, b) => (a.dataset.since < b.dataset.since ? -1 : 1));
    return [first.dataset.since, last.dataset.until];
  };
  chart.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = to = at(event.clientX);
  });
  chart.addEventListener("pointermove", (event) => {
    if (!from) return;
    to = at(event.clientX);
    const [since, until] = ends();
    for (const r of reaches) {
      const within = r.dataset.since >= since && r.dataset.until <= until;
      r.classList.toggle("chosen", from !== to && within);
    }
  });
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  window.addEventListener("pointerup", () => {
    if (from && to && from !== to) {
      const [since, until] = ends();
      const address = new URL(location.href);
      address.searchParams.set("since", since);
      address.searchParams.set("until", until);
      address.searchParams.delete("page");
      location.assign(address);
    }
    from = to = null;
  });
}

// the day as known on which is chosen on a slider, too
for (const days of document.querySelectorAll("select[data-slide]")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "1";
  slider.max = String(days.options.length);
  // the first option is now, at the slider's end
  const at = () => (days.selectedIndex === 0 ? days.options.length : days.selectedIndex);
  slider.value = String(at());
  slider.setAttribute("aria-label", days.closest("label").firstChild.textContent.trim());
  slider.addEventListener("input", () => {
    const n = Number(slider.value);
    days.selectedIndex = n === days.options.length ? 0 : n;
  });
  slider.addEventListener("change", () => days.form.submit());
  days.addEventListener("change", () => days.form.submit());
  days.closest("label").after(slider);
  days.closest(".known").querySelector("button").hidden = true;
}
