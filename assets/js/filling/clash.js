// Two people changed the same thing: what the other put there is shown beside one's own, and one chooses.

/** Shows what stands there below a line, with a button for each choice. Words come from the form. */
export function offer(line, form, fields, choices) {
  if (!line) return;
  withdraw(line);
  const box = document.createElement("div");
  box.className = "clash small";
  const words = document.createElement("p");
  words.textContent = `${form.dataset.stands} ${said(line, fields)}`;
  box.append(words);
  for (const [choice, act] of Object.entries(choices)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = form.dataset[choice];
    button.addEventListener("click", act);
    box.append(button);
  }
  line.after(box);
}

/** Takes it away again. */
export function withdraw(line) {
  if (line?.nextElementSibling?.classList.contains("clash")) line.nextElementSibling.remove();
}

/** As the person reads the fields: number, whole, state, note; or words. */
function said(line, { words, value, whole, state, text, note }) {
  if (words !== undefined) return words || "—";
  const row = line.closest(".cell");
  const choice = (field, value) => row?.querySelector(`select[name^="${field}."] option[value="${CSS.escape(value)}"]`)?.textContent;
  const figure = text || (value && choice("value", value)) || [value, whole].filter(Boolean).join(" / ");
  return [figure, choice("state", state), note].filter(Boolean).join(" · ");
}
