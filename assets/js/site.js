// What gets better with script. Every page does its work without it.

/** Opens whatever is folded around the element an address points to. */
function unfold(element) {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    fold.open = true;
  }
}

function aimed() {
  return location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
}

function followAddress() {
  const element = aimed();
  if (!element) return;
  unfold(element);
  element.scrollIntoView({ block: element.matches(".m, .found, .source p") ? "center" : "start" });
}

/** A click on a marked sentence shows what was read from it. */
function sentences(source) {
  source.addEventListener("click", (event) => {
    const mark = event.target.closest(".m[data-to]");
    if (!mark || event.target.closest("a") || String(getSelection())) return;
    const card = document.getElementById(mark.dataset.to);
    if (!card) return;
    for (const old of document.querySelectorAll(".is-here")) old.classList.remove("is-here");
    mark.classList.add("is-here");
    card.classList.add("is-here");
    unfold(card);
    card.scrollIntoView({ block: "center" });
  });
}

/** Says in the row of jumps which part is being looked at. */
function jumps(row) {
  const links = new Map([...row.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(target.id)?.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-20% 0px -75% 0px" },
  );
  for (const part of document.querySelectorAll(".part")) seen.observe(part);
}

/** The file can be dropped, its size is told before it travels, and a second press does nothing. */
function upload(form) {
  const drop = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const tooLarge = form.querySelector("[data-too-large]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change"));
      }
    });
  }
  input.addEventListener("change", () => {
    const file = input.files[0];
    const excess = file && file.size > Number(form.dataset.limit);
    tooLarge.hidden = !excess;
    input.setCustomValidity(excess ? tooLarge.textContent.trim() : "");
  });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) setTimeout(() => (button.disabled = true));
  });
}
// A page taken back from the browser's memory has its buttons pressed still.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-once] button")) button.disabled = false;
});

// On a phone the row of pages is wider than the screen: one sees where one is.
const here = document.querySelector(".office-nav [aria-current]");
const pages = here?.closest("nav");
if (pages) pages.scrollLeft = here.offsetLeft - pages.offsetLeft - (pages.clientWidth - here.offsetWidth) / 2;

const form = document.querySelector("form[data-limit]");
if (form) upload(form);
const source = document.querySelector(".source");
if (source) sentences(source);
const row = document.querySelector(".jumps");
if (row) jumps(row);
addEventListener("hashchange", followAddress);
if (source) followAddress();
