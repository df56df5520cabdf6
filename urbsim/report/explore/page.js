"use strict";
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);
  const { words, sliders, outputs, draws } = content;
  const at = (id) => document.getElementById(id);
  const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  const strengths = sliders.map((each) => Math.min(1, each.most));

  // A coefficient is middle + step * number, term after term, each for all draws.
  for (const output of outputs) {
    const bytes = Uint8Array.from(atob(output.numbers), (letter) => letter.charCodeAt(0));
    const numbers = new Int16Array(bytes.buffer);
    output.coefficients = output.terms.map((_, p) =>
      Float64Array.from(numbers.subarray(p * draws, (p + 1) * draws), (n) => output.middles[p] + output.steps[p] * n));
  }

  const valuesOf = (output, chosen) => {
    const scaled = chosen.map((strength, i) => (2 * strength) / sliders[i].most - 1);
    const values = new Float64Array(draws);
    output.terms.forEach((term, p) => {
      const factor = term.reduce((product, i) => product * scaled[i], 1), row = output.coefficients[p];
      for (let d = 0; d < draws; d += 1) values[d] += factor * row[d];
    });
    return values;
  };
  const ordered = (values) => Float64Array.from(values).sort();
  const quantile = (sorted, share) => {
    const place = share * (sorted.length - 1), low = Math.floor(place), next = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[next] - sorted[low]);
  };
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const chanceOf = (output, values) => {
    const ends = [output.low, output.high].filter((end) => end !== null).map(Math.abs);
    const slack = 1e-12 * Math.max(1, ...ends);
    const low = output.low === null ? -Infinity : output.low, high = output.high === null ? Infinity : output.high;
    const met = (value) => (output.open ? value > low + slack : value >= low - slack) && value <= high + slack;
    return values.reduce((sum, value) => sum + (met(value) ? 1 : 0), 0) / values.length;
  };

  const minus = (text) => text.replace("-", "−");
  const percent = (share, places = 1) => minus(fill(words.percent, { value: (100 * share).toFixed(places) }));
  const signed = (value, places) => {
    const text = Math.abs(value).toFixed(places);
    return (Number(text) === 0 ? "" : value < 0 ? "−" : "+") + text;
  };
  const writers = new Map();
  const grouped = (value, places) => {
    if (!writers.has(places)) writers.set(places, new Intl.NumberFormat("en", { maximumFractionDigits: places }));
    return writers.get(places).format(value);
  };
  const digits = (value) => {
    if (Math.abs(value) < 1e-9) return "0";
    const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    const rounded = places < 1 ? Number(value.toPrecision(3)) : value;
    return minus(grouped(rounded, places));
  };
  const counted = ["persons", "households"];
  const amount = (value, unit) => {
    if (unit === "share" || unit === "share/yr") return percent(value);
    if (counted.includes(unit)) value = Math.round(value);
    const own = unit in content.units ? content.units[unit] : unit ? ` ${unit}` : "";
    for (const [scale, name] of content.scales)
      if (Math.abs(value) >= scale) return digits(value / scale) + (content.language === "en" ? " " : "") + name + own;
    return digits(value) + own;
  };

  const rates = outputs.filter((output) => output.kind === "rate");
  const others = outputs.filter((output) => output.kind === "variable");
  const targets = outputs.filter((output) => output.kind === "target");
  const cost = outputs.find((output) => output.kind === "cost");
  // Of each output its values draw by draw, and in order.
  const livedAt = (chosen) => new Map(outputs.map((output) => {
    const values = valuesOf(output, chosen);
    return [output, { values, sorted: ordered(values) }];
  }));
  const nothing = livedAt(sliders.map(() => 0));
  const chanceWithout = new Map(targets.map((target) => [target, chanceOf(target, nothing.get(target).values)]));
  const added = (output, lived) => lived.get(output).values.map((value, d) => value - nothing.get(output).values[d]);

  const answer = () => {
    const lived = livedAt(strengths);
    const last = rates[rates.length - 1], rate = lived.get(last).sorted, apart = ordered(added(last, lived));
    const first = fill(words.first, {
      rate: percent(quantile(rate, 0.5)), year: last.year, low: percent(quantile(rate, 0.05)),
      high: percent(quantile(rate, 0.95)), change: signed(100 * quantile(apart, 0.5), 2),
      less: signed(100 * quantile(apart, 0.05), 2), more: signed(100 * quantile(apart, 0.95), 2),
    });
    const lines = targets.map((target) => fill(words.chance_line, {
      label: target.label, chance: percent(chanceOf(target, lived.get(target).values), 0),
      without: percent(chanceWithout.get(target), 0),
    }));
    const extra = ordered(added(cost, lived));
    lines.push(fill(words.cost_line, {
      cost: amount(mean(extra), ""), low: amount(quantile(extra, 0.05), ""), high: amount(quantile(extra, 0.95), ""),
    }));
    for (const output of others) lines.push(fill(words.line, {
      label: output.label, year: output.year, value: amount(quantile(lived.get(output).sorted, 0.5), output.unit),
      without: amount(quantile(nothing.get(output).sorted, 0.5), output.unit),
    }));
    return { lived, first, lines };
  };

  const drawing = (name, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const without = [content.baseRate, ...rates.map((output) => quantile(nothing.get(output).sorted, 0.5))];
  const years = [content.base, ...rates.map((output) => output.year)];
  const aims = targets.filter((each) => each.aim !== null);
  const seen = Object.entries(content.observed).map(([year, value]) => [Number(year), value]);
  const left = 44, right = 12, top = 12, bottom = 28;
  // Asked for only when the window changes: a page that has just been written would be laid out to answer.
  let room = 560;
  const measure = () => { room = Math.max(300, at("chart").clientWidth || 560); };
  let frame = { key: "" };

  const draw = (lived) => {
    const bands = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
      [content.baseRate, ...rates.map((output) => quantile(lived.get(output).sorted, share))]);
    const all = [...bands.flat(), ...without, ...aims.map((each) => each.aim), ...seen.map((pair) => pair[1])];
    const low = Math.floor(20 * Math.min(...all)) / 20, high = Math.ceil(20 * Math.max(...all)) / 20;
    const key = `${room} ${low} ${high}`;
    if (frame.key !== key) frame = { key, ...framed(low, high) };
    const { path, wide, narrow, middle, svg } = frame;
    const area = (below, above) => [...path(below), ...path(above).reverse()].join(" ");
    wide.setAttribute("points", area(bands[0], bands[4]));
    narrow.setAttribute("points", area(bands[1], bands[3]));
    middle.setAttribute("points", path(bands[2]).join(" "));
    svg.setAttribute("aria-label", fill(words.described, {
      base: years[0], year: years[years.length - 1], first: percent(content.baseRate), last: percent(bands[2].at(-1)),
      without: percent(without.at(-1)) }));
  };

  // All that stays while the scale stays: axes, what comes of no measures, targets and observed figures.
  const framed = (low, high) => {
    const width = room, height = Math.round(Math.min(340, width * 0.62));
    const x = (year) => left + ((year - years[0]) / (years[years.length - 1] - years[0])) * (width - left - right);
    const y = (share) => height - bottom - ((share - low) / (high - low || 1)) * (height - top - bottom);
    const path = (values) => values.map((value, i) => `${x(years[i]).toFixed(1)},${y(value).toFixed(1)}`);
    const svg = drawing("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
    const step = high - low > 0.2 ? 0.1 : 0.05;
    for (let share = low; share <= high + 1e-9; share += step) {
      svg.append(drawing("line", { class: "grid", x1: left, x2: width - right, y1: y(share), y2: y(share) }));
      svg.append(drawing("text", { x: left - 6, y: y(share) + 4, "text-anchor": "end" }, `${Math.round(100 * share)} %`));
    }
    const every = Math.max(1, Math.ceil((years.length * 48) / (width - left)));
    years.forEach((year, i) => {
      if (i % every === 0) svg.append(drawing("text", { x: x(year), y: height - 8, "text-anchor": i === 0 ? "start" : i === years.length - 1 ? "end" : "middle" }, year));
    });
    const wide = drawing("polygon", { class: "wide" }), narrow = drawing("polygon", { class: "narrow" });
    const middle = drawing("polyline", { class: "middle" });
    svg.append(wide, narrow, middle, drawing("polyline", { class: "without", points: path(without).join(" ") }));
    for (const each of aims) svg.append(drawing("line", { class: "aim", x1: x(each.year) - 9, x2: x(each.year) + 9, y1: y(each.aim), y2: y(each.aim) }));
    for (const [year, value] of seen) svg.append(drawing("circle", { class: "seen", cx: x(year), cy: y(value), r: 4 }));
    at("chart").replaceChildren(svg);
    return { path, wide, narrow, middle, svg };
  };

  const plain = (value) => Number(value.toPrecision(10)).toFixed(12).replace(/\.?0+$/, "");
  const fileOf = () => {
    const { head, mix, because, names } = content.file;
    const rows = sliders.map((slider, i) => ({ slider, name: names[i], strength: strengths[i] }));
    const gone = rows.filter((row) => row.strength === 0), kept = rows.filter((row) => row.strength !== 0 && row.strength !== 1);
    let text = `${head}${mix}    without: [${gone.map((row) => row.slider.measure).join(", ")}]\n`;
    if (kept.length) text += "    set:\n";
    for (const { slider, name } of kept) text += `      ${slider.measure}.value: {assumption: ${name}}\n`;
    if (kept.length) text += "assumptions:\n";
    for (const { slider, name, strength } of kept) {
      const reason = JSON.stringify(fill(because, { strength: plain(strength) }));
      text += `  ${name}: {value: ${plain(slider.written * strength)}, unit: ${slider.unit}, because: ${reason}}\n`;
    }
    return text;
  };

  const spokenStrength = (i) => strengths[i] === 0 ? words.left_out : fill(words.strength, {
    times: plain(strengths[i]), amount: amount(sliders[i].written * strengths[i], sliders[i].unit) });
  const inputs = sliders.map((slider, i) => {
    const box = document.createElement("div"), label = document.createElement("label");
    const name = document.createElement("span"), said = document.createElement("output"), input = document.createElement("input");
    box.className = "lever";
    input.type = "range"; input.min = "0"; input.max = String(slider.most); input.step = "0.05"; input.id = `lever${i}`;
    label.htmlFor = said.htmlFor = input.id;
    name.textContent = `${slider.measure} · ${slider.lever} ${fill(words.years, { years: slider.years })}`;
    label.append(name, said); box.append(label, input); at("sliders").append(box);
    input.addEventListener("input", () => { strengths[i] = Number(input.value); show(); });
    input.addEventListener("change", () => settle());
    return { input, said };
  });
  // What follows a move only when it has ended: words to be spoken, and the file.
  const settled = () => { at("spoken").textContent = at("first").textContent; at("yaml").value = fileOf(); };
  const settle = () => { settled(); remember(); };

  const remember = () => {
    const parts = sliders.map((slider, i) => [slider.measure, strengths[i], Math.min(1, slider.most)])
      .filter(([, strength, usual]) => strength !== usual).map(([name, strength]) => `${encodeURIComponent(name)}=${plain(strength)}`);
    history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : "#");
  };
  const recall = () => {
    const given = new Map(location.hash.slice(1).split("&").map((part) => {
      const [name, value] = part.split("=");
      try { return [decodeURIComponent(name), Number(value)]; } catch { return [name, NaN]; }
    }));
    sliders.forEach((slider, i) => {
      const value = given.get(slider.measure);
      strengths[i] = Number.isFinite(value) ? Math.min(slider.most, Math.max(0, value)) : Math.min(1, slider.most);
    });
    show(); settled();
  };

  const write = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const show = () => {
    const begun = performance.now(), { lived, first, lines } = answer(), list = at("figures");
    write(at("first"), first);
    while (list.children.length < lines.length) list.append(document.createElement("li"));
    lines.forEach((line, i) => write(list.children[i], line));
    draw(lived);
    inputs.forEach(({ input, said }, i) => {
      const strength = spokenStrength(i);
      if (Number(input.value) !== strengths[i]) input.value = String(strengths[i]);
      if (said.textContent === strength) return;
      said.textContent = strength;
      input.setAttribute("aria-valuetext", strength);
    });
    const same = content.presets.findIndex((preset) => preset.every((value, i) => Math.abs(value - strengths[i]) < 1e-9));
    if (at("preset").value !== String(same)) at("preset").value = String(same);
    document.documentElement.dataset.took = (performance.now() - begun).toFixed(1);
  };

  const choices = [...document.querySelectorAll("#presets tbody th")].map((cell) => cell.textContent);
  [words.own, ...choices].forEach((name, i) => {
    const option = document.createElement("option");
    option.value = String(i - 1); option.textContent = name; at("preset").append(option);
  });
  at("preset").addEventListener("change", () => {
    const preset = content.presets[Number(at("preset").value)];
    if (preset) { preset.forEach((value, i) => { strengths[i] = value; }); show(); settle(); }
  });
  at("take").addEventListener("click", async () => {
    at("yaml").select();
    try { await navigator.clipboard.writeText(at("yaml").value); } catch { document.execCommand("copy"); }
    at("taken").textContent = words.copied;
  });
  addEventListener("hashchange", recall);
  addEventListener("resize", () => { measure(); show(); });
  at("live").hidden = false;
  measure();
  recall();
})();
