"use strict";
// For comfort only: every page answers without it.
(function () {
  // What lies under the fold is fetched when the reader comes near it.
  var rest = document.getElementById("rest");
  if (rest && "IntersectionObserver" in window) {
    var seen = new IntersectionObserver(function (list) {
      if (!list[0].isIntersecting) { return; }
      seen.disconnect();
      rest.setAttribute("aria-busy", "true");
      fetch(rest.dataset.src, { headers: { Accept: "text/html" } }).then(function (r) {
        if (!r.ok) { throw new Error(r.statusText); }
        return r.text();
      }).then(function (html) {
        var part = new DOMParser().parseFromString(html, "text/html");
        rest.replaceChildren.apply(rest, Array.from(part.body.childNodes));
        rest.removeAttribute("aria-busy");
        figures(rest);
        if (location.hash) { var at = document.getElementById(location.hash.slice(1)); if (at) { at.scrollIntoView(); } }
      }).catch(function () { rest.removeAttribute("aria-busy"); });
    }, { rootMargin: "200px" });
    seen.observe(rest);
  }
  // Empty suppositions stay out of the address.
  document.querySelectorAll("form.question").forEach(function (f) {
    f.addEventListener("submit", function () {
      f.querySelectorAll("input,select").forEach(function (i) {
        if (i.name && (i.value === "" || (i.name === "kind" && i.value === "armed_attack") || (i.name === "object" && i.value === "territory"))) { i.disabled = true; }
      });
      setTimeout(function () { f.querySelectorAll("input,select").forEach(function (i) { i.disabled = false; }); }, 0);
    });
  });
  function figures(root) {
    root.querySelectorAll("figure[id^=figure]").forEach(function (f) {
      var svg = f.querySelector(".wide svg");
      if (!svg || f.querySelector(".save")) { return; }
      var b = document.createElement("button");
      b.type = "button"; b.className = "save"; b.textContent = "Save picture (SVG)";
      b.addEventListener("click", function () {
        var a = document.createElement("a");
        a.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
        a.download = f.id + ".svg"; a.click();
        setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
      });
      f.appendChild(b);
    });
  }
  figures(document);
})();
