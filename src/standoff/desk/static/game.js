// The sliders of the game: the tangent answers at once, marked as an approximation; the server
// solves the game anew and its answer follows, with how far it is meanwhile. The tangent is taken on
// the log-odds scale, so that chances stay between 0 and 1, and the chances of a side's moves are
// scaled to add up to 1.
"use strict";

(() => {
  const box = document.getElementById("what-if");
  if (!box) return;
  const sliders = [...box.querySelectorAll("input[type=range]")];
  const rows = [...box.querySelectorAll("tr[data-slopes]")].map((row) => ({
    now: Number(row.dataset.now),
    side: row.dataset.side,
    name: row.querySelector("th").textContent,
    slopes: row.dataset.slopes.split(" ").map(Number),
    approximate: row.querySelector(".approximate"),
    exact: row.querySelector(".exact"),
  }));
  const [state, shift, underWay, spent, command] = [
    "exact-state", "shift", "under-way", "spent", "command",
  ].map((id) => document.getElementById(id));
  const line = command.querySelector("code");
  const plainLine = line.textContent;
  const share = new Intl.NumberFormat(box.dataset.language, {
    style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1,
  });
  const decimal = new Intl.NumberFormat(box.dataset.language, {
    minimumFractionDigits: 2, maximumFractionDigits: 2,
  });
  const plain = { format: (number) => decimal.format(number).replace("-", "\u2212") };
  const reader = Math.random().toString(36).slice(2);
  let asked = 0;
  let timer = 0;
  let latest = sliders[0];

  const moves = () => sliders.map((one) => Number(one.value) - Number(one.dataset.start));
  const moved = () => moves().some((step) => Math.abs(step) > 1e-9);

  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

  const along = (row, steps) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, row.now));
    const change = sum(row.slopes.map((slope, k) => slope * steps[k]));
    return 1 / (1 + Math.exp(-Math.log(p / (1 - p)) - change / (p * (1 - p))));
  };

  // The words of the page with their holes filled.
  const told = (key, holes) => Object.entries(holes).reduce(
    (words, [name, value]) => words.replace(`{${name}}`, () => value), box.dataset[key],
  );

  // What has moved most, in the numbers that are best known.
  const largest = (values, sign) => {
    const most = rows
      .map((row, k) => ({ row, then: values[k], by: Math.abs(values[k] - row.now) }))
      .reduce((best, one) => (one.by > best.by ? one : best));
    shift.textContent = moved() ? told("shift", {
      outcome: most.row.name, now: share.format(most.row.now), then: sign + share.format(most.then),
    }) : "";
  };

  // The chances by the tangents alone.
  const near = () => {
    const steps = moves();
    const raw = rows.map((row) => along(row, steps));
    return rows.map((row, k) => raw[k] / (
      row.side ? sum(raw.filter((_, other) => rows[other].side === row.side)) : 1
    ));
  };

  const approximate = () => {
    const scaled = near();
    rows.forEach((row, k) => {
      row.approximate.textContent = moved() ? `\u2248 ${share.format(scaled[k])}` : "\u2013";
      row.exact.textContent = "\u2013";
    });
    largest(scaled, "\u2248 ");
    for (const one of sliders) {
      one.parentElement.querySelector("output").textContent = plain.format(Number(one.value));
    }
  };

  // Where, on the way to the sliders, the equilibrium of now ceases to exist.
  const ended = (values, points) => {
    const at = Object.entries(values).map(([name, value]) => {
      const label = box.querySelector(`label[for="s-${CSS.escape(name)}"]`);
      return told("value", { name: label ? label.textContent : name, value: plain.format(value) });
    });
    return at.length ? ` ${told("ended", { at: at.join(", "), points: plain.format(points) })}` : "";
  };

  // While it is computed: how far it is, and a way to stop it. Given up: how to go on without limit.
  const wait = (answer) => {
    underWay.hidden = answer === null;
    if (answer === null) return;
    spent.max = answer.total || 1;
    spent.value = answer.done;
    // A status that is read aloud is not changed every second.
    if (answer.total && answer.done % 5 === 0) state.textContent = told("progress", answer);
  };

  const offer = (shown) => {
    const steps = moves();
    const changes = sliders.filter((_, k) => Math.abs(steps[k]) > 1e-9);
    line.textContent = plainLine + changes.map((one) => ` --change ${one.name}=${one.value}`).join("");
    command.hidden = !shown;
  };

  const address = () => {
    const url = new URL(box.dataset.exact, window.location.href);
    for (const one of sliders) {
      const step = Number(one.value) - Number(one.dataset.start);
      if (Math.abs(step) > 1e-9) url.searchParams.set(`p_${one.name}`, one.value);
    }
    url.searchParams.set("reader", reader);
    return url;
  };

  const ask = async (turn) => {
    if (turn !== asked) return;
    let answer = null;
    let gone = false;
    try {
      const reply = await fetch(address(), { cache: "no-store" });
      answer = reply.ok ? await reply.json() : null;
    } catch {
      gone = true;
    }
    if (turn !== asked) return;
    wait(answer && !answer.ready ? answer : null);
    if (!answer) {
      state.textContent = gone ? box.dataset.gone : box.dataset.failed;
      if (gone) timer = window.setTimeout(ask, 3000, turn);
    } else if (!answer.ready) {
      timer = window.setTimeout(ask, 700, turn);
    } else if (!answer.outcomes) {
      for (const row of rows) row.exact.textContent = "\u2013";
      state.textContent = box.dataset.spent;
      offer(true);
    } else {
      answer.outcomes.forEach((value, k) => { rows[k].exact.textContent = share.format(value); });
      largest(answer.outcomes, "");
      const guessed = near();
      const apart = Math.max(...answer.outcomes.map((value, k) => Math.abs(value - guessed[k])));
      state.textContent = box.dataset.ready + ended(answer.ended, 100 * apart);
    }
  };

  const changed = () => {
    asked += 1;
    window.clearTimeout(timer);
    approximate();
    wait(null);
    offer(false);
    state.textContent = moved() ? box.dataset.busy : box.dataset.unchanged;
    if (moved()) timer = window.setTimeout(ask, 500, asked);
  };

  box.addEventListener("input", (event) => {
    latest = event.target;
    changed();
  });
  // Nobody looks for it any more, so the desk stops it.
  document.getElementById("stop").addEventListener("click", () => {
    asked += 1;
    window.clearTimeout(timer);
    wait(null);
    state.textContent = box.dataset.stopped;
    offer(true);
    latest.focus();
  });
  document.getElementById("reset").addEventListener("click", () => {
    for (const one of sliders) one.value = one.dataset.start;
    changed();
  });
})();
