"use strict";
(() => {
  // What others named reaches the page as text only: nothing here makes markup of a string.
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  const number = new Intl.NumberFormat("en-US").format;
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const count = (n, thing) => `${number(n)} ${thing}${n === 1 ? "" : "s"}`;
  const day = time => (time ? time.slice(0, 10) : "");
  const place = row => [row.AccountId, row.RegionId].filter(Boolean).join(", ");
  const rank = new Map(data.states.map((state, index) => [state.name, index]));

  function add(parent, tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) {
      element.textContent = text;
    }

    if (className) {
      element.className = className;
    }

    parent.append(element);
    return element;
  }

  // A name, and below it the id where it says more. Each is a block, so that none turns the direction of its neighbours.
  function addName(parent, name, id, note) {
    parent.append(name ?? id);
    if (name !== undefined && name !== null && id) {
      add(parent, "div", id, "id");
    }

    if (note) {
      add(parent, "div", note, "note");
    }
  }

  function addState(parent, index, text, isBadge) {
    return add(parent, "span", text, `state s${index}${isBadge ? " badge" : ""}`);
  }

  // A bar of all states, or a part of one; what it shows stands beside it in words.
  function addShare(parent, index, n) {
    const box = add(parent, index === undefined ? "div" : "span", undefined, index === undefined ? "share" : `of${index}`);
    if (index === undefined) {
      box.setAttribute("aria-hidden", "true");
    } else {
      box.style.flexGrow = n;
    }

    return box;
  }

  const kinds = { Key: "Key", ApiPlugin: "Plug-in of the API", GroupPlugin: "Plug-in of the group" };
  const isByPlugin = row => row.Source === "ApiPlugin" || row.Source === "GroupPlugin";
  const signerId = row => (isByPlugin(row) ? row.PluginId : row.Source === "Key" ? row.SignatureId : undefined);
  const signerName = row => (isByPlugin(row) ? row.PluginName : row.SignatureName) ?? undefined;

  const columns = [
    {
      title: "State", width: 10.5, value: row => rank.get(row.State),
      fill: (cell, row) => addState(cell, rank.get(row.State), data.states[rank.get(row.State)].label, true),
    },
    { title: "API", width: 17, isHeader: true, value: row => row.ApiName ?? row.ApiId, fill: (cell, row) => addName(cell, row.ApiName, row.ApiId) },
    { title: "Group", width: 12, value: row => row.GroupName ?? row.GroupId, fill: (cell, row) => addName(cell, row.GroupName ?? row.GroupId) },
    {
      title: "Stage", width: 7, value: row => data.stages.indexOf(row.StageName),
      fill: (cell, row) => addName(cell, row.StageName, undefined, row.IsPublished === false ? "not published" : row.IsPublished ? undefined : "published or not is not known"),
    },
    {
      title: "Signed by", width: 14, value: row => signerName(row) ?? signerId(row),
      fill(cell, row) {
        if (signerId(row)) {
          addName(cell, signerName(row) ?? signerId(row), undefined, kinds[row.Source]);
        } else {
          cell.append(row.State === "Unknown" ? "not known" : "nothing");
        }

        if (row.Reason) {
          add(cell, "div", row.Reason, "note");
        }
      },
    },
    { title: "Key age (days)", width: 8, isNumber: true, value: row => row.KeyAgeDays, fill: (cell, row) => cell.append(row.KeyAgeDays === undefined ? "–" : number(row.KeyAgeDays)) },
    { title: "Key changed", width: 8.5, value: row => row.ModifiedTime, fill: (cell, row) => cell.append(day(row.ModifiedTime) || "–") },
  ];
  if (data.places.length > 1) {
    columns.push({ title: "Account, region", width: 11, value: place, fill: (cell, row) => addName(cell, place(row) || "not known") });
  }

  const rows = data.rows.map((row, order) => ({
    row,
    order,
    element: undefined,
    text: [row.ApiName, row.ApiId, row.GroupName, row.GroupId, row.StageName, signerName(row), signerId(row), row.Reason, row.AccountId, row.RegionId]
      .filter(Boolean).join("\n").toLowerCase(),
  }));

  function showOrigin() {
    const origin = byId("origin");
    origin.append("Made ");
    add(origin, "time", `${day(data.made)} ${data.made.slice(11, 16)} UTC`).dateTime = data.made;
    if (data.places.length > 0) {
      origin.append(" · ");
      add(origin, "bdi", data.places.join("; "));
    }

    if (rows.length > 0) {
      const apis = new Set(data.rows.map(row => `${place(row)} ${row.ApiId}`)).size;
      origin.append(` · ${count(apis, "API")} in ${count(data.groups.length, "group")}`);
    }

    byId("maker").textContent = `Made by AliGatewaySignature ${data.version}. The page asks no server for anything.`;
    byId("sandbox").textContent = data.sandbox ?? "";
    byId("sandbox").hidden = !data.sandbox;
    byId("empty").hidden = rows.length > 0;
    for (const id of ["totals", "groups", "keys", "apis"]) {
      byId(id).hidden = rows.length === 0;
    }

    document.querySelector(".skip").hidden = rows.length === 0;
  }

  function showTotals() {
    data.states.forEach((state, index) => {
      const card = add(add(byId("cards"), "li"), "button", undefined, `card of${index}`);
      card.type = "button";
      card.classList.toggle("zero", state.count === 0);
      add(card, "span", number(state.count), "figure");
      addState(card, index, state.label);
      const percent = rows.length === 0 ? 0 : 100 * state.count / rows.length;
      add(card, "span", state.count === 0 ? "none" : percent < 0.1 ? "under 0.1 % of the rows" : `${percent.toFixed(percent < 10 ? 1 : 0)} % of the rows`, "part");
      card.setAttribute("aria-pressed", "false");
      card.addEventListener("click", () => {
        byId("state").value = byId("state").value === state.name ? "" : state.name;
        filter();
      });
      if (state.count > 0) {
        addShare(byId("share"), index, state.count);
      }
    });
    if (data.notPublished > 0) {
      byId("unpublished").textContent = data.notPublished === 1
        ? "One of the rows is a binding of an API that is not published to the stage: it gets no requests there, and is signed again once it is published."
        : `${number(data.notPublished)} of the rows are bindings of APIs that are not published to the stage: these get no requests there, and are signed again once they are published.`;
      byId("unpublished").hidden = false;
    }
  }

  function showMatrix() {
    const head = byId("matrix").tHead.rows[0];
    for (const title of ["Group", ...data.stages]) {
      add(head, "th").scope = "col";
      add(head.lastChild, "bdi", title);
    }

    for (const group of data.groups) {
      const line = add(byId("matrix").tBodies[0], "tr");
      const name = add(line, "th");
      name.scope = "row";
      const button = add(name, "button", undefined, "link");
      button.type = "button";
      add(button, "bdi", group.name ?? group.id);
      button.addEventListener("click", () => {
        byId("group").value = keyOf(group.place, group.id);
        filter();
        byId("apis").focus({ preventScroll: true });
        byId("apis").scrollIntoView();
      });
      if (group.place) {
        add(name, "div", group.place, "note");
      }

      for (const cell of group.cells) {
        const box = add(line, "td");
        if (cell === null) {
          add(box, "span", "no API", "none");
          continue;
        }

        const share = addShare(box);
        const parts = add(box, "div", undefined, "parts");
        cell.states.forEach((n, index) => {
          if (n > 0) {
            addShare(share, index, n);
            addState(parts, index, `${number(n)} ${data.states[index].label}`);
          }
        });
        if (cell.notPublished > 0) {
          add(box, "span", `${number(cell.notPublished)} not published`, "note");
        }
      }
    }
  }

  function showKeys() {
    const oldest = Math.max(1, ...data.keys.map(key => key.days ?? 0));
    for (const key of data.keys) {
      const line = add(byId("ages").tBodies[0], "tr");
      const name = add(line, "th");
      name.scope = "row";
      addName(name, key.name, key.id, key.place);
      add(line, "td", key.plugin ? "Plug-in" : "Key");
      add(line, "td", day(key.changed) || "not known");
      const age = add(line, "td", key.days === null ? "not known" : number(key.days), "number");
      if (key.tooOld) {
        addState(add(age, "div"), rank.get("KeyTooOld"), data.states[rank.get("KeyTooOld")].label);
      }

      const bar = add(add(line, "td"), "div", undefined, key.tooOld ? "bar of1" : "bar");
      bar.style.width = `${100 * (key.days ?? 0) / oldest}%`;
      add(line, "td", number(key.apis), "number");
    }

    byId("no-keys").hidden = data.keys.length > 0;
    byId("ages").parentElement.hidden = data.keys.length === 0;
  }

  // Names and ids of two accounts may be the same.
  const keyOf = (where, id) => `${where ?? ""}\n${id}`;
  const placeName = row => {
    if (!row.AccountId) {
      return row.RegionId ? `${row.RegionId} (account not known)` : "an account that is not known";
    }

    return (row.AccountId === "sandbox" ? "the sandbox" : `account ${row.AccountId}`) + (row.RegionId ? `, ${row.RegionId}` : "");
  };
  const placeOf = row => (data.places.length > 1 ? placeName(row) : undefined);
  const tests = {
    state: (row, value) => row.State === value,
    stage: (row, value) => row.StageName === value,
    group: (row, value) => keyOf(placeOf(row), row.GroupId) === value,
    key: (row, value) => (value === "nothing" ? !signerId(row) : keyOf(placeOf(row), signerId(row)) === value),
  };

  function offer(id, all, options) {
    const select = byId(id);
    add(select, "option", all).value = "";
    for (const [value, text] of options) {
      add(select, "option", text).value = value;
    }
  }

  function showFilters() {
    offer("state", "All states", data.states.filter(state => state.count > 0).map(state => [state.name, `${state.label} (${number(state.count)})`]));
    offer("stage", "All stages", data.stages.map(stage => [stage, stage]));
    offer("group", "All groups", data.groups.map(group => [keyOf(group.place, group.id), label(group)]));
    const keys = [...data.keys].sort((a, b) => words.compare(label(a), label(b)));
    offer("key", "All", [["nothing", "None"], ...keys.map(key => [keyOf(key.place, key.id), label(key)])]);
    let waiting;
    byId("search").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    });
    Object.keys(tests).forEach(id => byId(id).addEventListener("change", filter));
    byId("filters").addEventListener("submit", event => event.preventDefault());
    byId("filters").addEventListener("reset", () => setTimeout(filter));
  }

  const label = thing => (thing.name ?? thing.id) + (thing.place ? ` (${thing.place})` : "");

  function showTable() {
    const table = byId("rows");
    const whole = columns.reduce((sum, column) => sum + column.width, 0);
    columns.forEach((column, index) => {
      add(table.querySelector("colgroup"), "col").style.width = `${100 * column.width / whole}%`;
      const head = add(table.tHead.rows[0], "th", undefined, column.isNumber ? "number" : undefined);
      head.scope = "col";
      const button = add(head, "button", column.title);
      button.type = "button";
      button.addEventListener("click", () => sort(index));

      // Buttons are not drawn in a header that repeats on paper.
      add(head, "span", column.title, "print-only").setAttribute("aria-hidden", "true");
    });
    const body = document.createDocumentFragment();
    for (const one of rows) {
      one.element = add(body, "tr");
      for (const column of columns) {
        const cell = add(one.element, column.isHeader ? "th" : "td", undefined, column.isNumber ? "number" : undefined);
        if (column.isHeader) {
          cell.scope = "row";
        }

        column.fill(cell, one.row);
      }
    }

    table.tBodies[0].append(body);
    mark(0, true);
  }

  function mark(index, isAscending) {
    [...byId("rows").tHead.rows[0].cells].forEach((head, other) => {
      if (other === index) {
        head.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
  }

  function sort(index) {
    const isAscending = byId("rows").tHead.rows[0].cells[index].getAttribute("aria-sort") !== "ascending";
    const keyed = rows.map(one => ({ one, value: columns[index].value(one.row) }));
    keyed.sort((a, b) => {
      // What is empty comes last, whichever way.
      const hasA = a.value !== undefined && a.value !== "";
      const hasB = b.value !== undefined && b.value !== "";
      const order = hasA !== hasB ? (hasA ? -1 : 1)
        : !hasA ? 0
        : (isAscending ? 1 : -1) * (typeof a.value === "number" ? a.value - b.value : words.compare(a.value, b.value));
      return order || a.one.order - b.one.order;
    });
    byId("rows").tBodies[0].append(...keyed.map(item => item.one.element));
    mark(index, isAscending);
  }

  function filter() {
    const wanted = byId("search").value.trim().toLowerCase();
    const chosen = Object.entries(tests).map(([id, test]) => [byId(id).value, test]).filter(([value]) => value !== "");
    let shown = 0;
    for (const one of rows) {
      const isShown = (wanted === "" || one.text.includes(wanted)) && chosen.every(([value, test]) => test(one.row, value));
      one.element.hidden = !isShown;
      shown += isShown ? 1 : 0;
    }

    byId("shown").textContent = shown === rows.length ? `${count(shown, "row")} shown.` : `${number(shown)} of ${count(rows.length, "row")} shown.`;
    byId("none").hidden = shown > 0;
    const told = ["state", "stage", "group", "key"].filter(id => byId(id).value !== "").map(id => `${id}: ${byId(id).selectedOptions[0].textContent}`);
    byId("filtered").textContent = shown === rows.length ? "" : `Filtered: ${[...(wanted ? [`text: ${byId("search").value.trim()}`] : []), ...told].join(", ")}. ${number(shown)} of ${count(rows.length, "row")}.`;
    document.querySelectorAll(".card").forEach((card, index) => card.setAttribute("aria-pressed", String(byId("state").value === data.states[index].name)));
  }

  showOrigin();
  showTotals();
  showMatrix();
  showKeys();
  showFilters();
  showTable();
  filter();
})();
