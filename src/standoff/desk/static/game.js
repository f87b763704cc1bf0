// The sliders of the game: the tangent answers at once, marked as an approximation; the server
// solves the game anew and its answer follows. The tangent is taken on the log-odds scale, so that
// chances stay between 0 and 1, and the chances of a side's moves are scaled to add up to 1.
"use strict";

(() => {
  const box = document.getElementById("what-if");
  if (!box) return;
  const sliders = [...box.querySelectorAll("input[type=range]")];
  const rows = [...box.querySelectorAll("tr[data-slopes]")].map((row) => ({
    now: Number(row.dataset.now),
    side: row.dataset.side,
    slopes: row.dataset.slopes.split(" ").map(Number),
    approximate: row.querySelector(".approximate"),
    exact: row.querySelector(".exact"),
  }));
  const state = document.getElementById("exact-state");
  const share = new Intl.NumberFormat(box.dataset.language, {
    style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1,
  });
  const plain = new Intl.NumberFormat(box.dataset.language, {
    minimumFractionDigits: 2, maximumFractionDigits: 2,
  });
  const reader = Math.random().toString(36).slice(2);
  let asked = 0;
  let timer = 0;

  const moves = () => sliders.map((one) => Number(one.value) - Number(one.dataset.start));
  const moved = () => moves().some((step) => Math.abs(step) > 1e-9);

  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

  const along = (row, steps) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, row.now));
    const change = sum(row.slopes.map((slope, k) => slope * steps[k]));
    return 1 / (1 + Math.exp(-Math.log(p / (1 - p)) - change / (p * (1 - p))));
  };

  const approximate = () => {
    const steps = moves();
    const raw = rows.map((row) => along(row, steps));
    rows.forEach((row, k) => {
      const whole = row.side ? sum(raw.filter((_, other) => rows[other].side === row.side)) : 1;
      row.approximate.textContent = moved() ? `\u2248 ${share.format(raw[k] / whole)}` : "\u2013";
      row.exact.textContent = "\u2013";
    });
    for (const one of sliders) {
      one.parentElement.querySelector("output").textContent = plain.format(Number(one.value));
    }
  };

  // Where, on the way to the sliders, the equilibrium of now ceases to exist.
  const ended = (values) => {
    const at = Object.entries(values).map(([name, value]) => {
      const label = box.querySelector(`label[for="s-${CSS.escape(name)}"]`);
      return `${label ? label.textContent : name} ${plain.format(value)}`;
    });
    return at.length ? ` ${box.dataset.ended.replace("{at}", () => at.join(", "))}` : "";
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
    try {
      const reply = await fetch(address(), { cache: "no-store" });
      answer = reply.ok ? await reply.json() : null;
    } catch {
      answer = null;
    }
    if (turn !== asked) return;
    if (!answer) {
      state.textContent = box.dataset.failed;
    } else if (!answer.ready) {
      window.setTimeout(ask, 700, turn);
    } else if (!answer.outcomes) {
      for (const row of rows) row.exact.textContent = "\u2013";
      state.textContent = box.dataset.spent;
    } else {
      answer.outcomes.forEach((value, k) => { rows[k].exact.textContent = share.format(value); });
      state.textContent = box.dataset.ready + ended(answer.ended);
    }
  };

  const changed = () => {
    asked += 1;
    window.clearTimeout(timer);
    approximate();
    state.textContent = moved() ? box.dataset.busy : box.dataset.unchanged;
    if (moved()) timer = window.setTimeout(ask, 500, asked);
  };

  box.addEventListener("input", changed);
  document.getElementById("reset").addEventListener("click", () => {
    for (const one of sliders) one.value = one.dataset.start;
    changed();
  });
})();
