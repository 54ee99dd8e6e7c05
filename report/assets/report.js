"use strict";
(function () {
  var root = document.documentElement;
  var data = JSON.parse(document.getElementById("data").textContent);
  var lang = root.className;
  var size = 100, page = 0, sortBy = -1, sortUp = true, rows = data.rows;
  var body = document.getElementById("rows");
  function $(id) { return document.getElementById(id); }
  function word(kind, key) { var w = data.words[kind + key]; return w ? w[lang] : key; }
  // Columns of a row: 0 severity 1 likelihood 2 category 3 file 4 table 5 column 6 row 7 cell 8 key 9 value 10 excerpt 11 why
  function cell(tr, text, cls) {
    var td = document.createElement("td");
    td.textContent = text;
    if (cls) td.className = cls;
    tr.appendChild(td);
    return td;
  }
  function chosen() {
    var cat = $("f-cat").value, sev = $("f-sev").value, file = $("f-file").value, text = $("f-text").value.toLowerCase();
    var out = rows.filter(function (r) {
      if (cat && r[2] !== cat || sev && r[0] !== sev || file && r[3] !== file) return false;
      return !text || r.join("\n").toLowerCase().indexOf(text) >= 0;
    });
    if (sortBy >= 0) {
      out = out.slice().sort(function (a, b) {
        var x = a[sortBy], y = b[sortBy];
        if (sortBy === 0 || sortBy === 1) { x = data.order.indexOf(x); y = data.order.indexOf(y); }
        var c = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
        return sortUp ? c : -c;
      });
    }
    return out;
  }
  function draw() {
    var list = chosen(), pages = Math.max(1, Math.ceil(list.length / size));
    page = Math.min(page, pages - 1);
    body.textContent = "";
    list.slice(page * size, page * size + size).forEach(function (r) {
      var tr = document.createElement("tr");
      var td = cell(tr, ""), tag = document.createElement("span");
      tag.className = "tag " + r[0];
      tag.textContent = word("level.", r[0]);
      td.appendChild(tag);
      cell(tr, word("likelihood.", r[1]));
      cell(tr, word("cat.", r[2]));
      cell(tr, r[3], "name"); cell(tr, r[4]); cell(tr, r[5]); cell(tr, r[6], "n"); cell(tr, r[7]); cell(tr, r[8]);
      var v = cell(tr, ""), code = document.createElement("code");
      code.textContent = r[9];
      v.appendChild(code);
      cell(tr, r[10]); cell(tr, r[11], "hint");
      body.appendChild(tr);
    });
    $("page").textContent = (page + 1) + " / " + pages + "  (" + list.length + ")";
    $("prev").disabled = page === 0;
    $("next").disabled = page >= pages - 1;
  }
  function setLang(l) {
    lang = l;
    root.className = l;
    root.lang = l;
    Array.prototype.forEach.call(document.querySelectorAll("[data-lang]"), function (b) { b.setAttribute("aria-pressed", String(b.dataset.lang === l)); });
    Array.prototype.forEach.call(document.querySelectorAll("option[data-word]"), function (o) { var w = data.words[o.dataset.word]; if (w) o.textContent = w[l]; });
    draw();
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-lang]"), function (b) {
    b.addEventListener("click", function () { location.hash = b.dataset.lang; setLang(b.dataset.lang); });
  });
  ["f-cat", "f-sev", "f-file", "f-text"].forEach(function (id) { $(id).addEventListener("input", function () { page = 0; draw(); }); });
  $("prev").addEventListener("click", function () { page--; draw(); });
  $("next").addEventListener("click", function () { page++; draw(); });
  Array.prototype.forEach.call(document.querySelectorAll("button[data-sort]"), function (b) {
    b.addEventListener("click", function () {
      var n = Number(b.dataset.sort);
      sortUp = sortBy === n ? !sortUp : true;
      sortBy = n;
      draw();
    });
  });
  Array.prototype.forEach.call(document.querySelectorAll(".js"), function (e) { e.hidden = false; });
  setLang(location.hash === "#et" || location.hash === "#en" ? location.hash.slice(1) : lang);
})();
