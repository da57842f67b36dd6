package chart

// Series bounds how many kinds of mark a chart tells apart by shape, dash and
// colour; further ones begin again.
const Series = 4

// CSS is the style of the charts, for the style element of the page that holds
// them. Colours are custom properties, so that a page may set its own: --ink,
// --muted, --grid, --paper and --s1 to --s4. They are those of Okabe and Ito
// (2008), darkened where they would be too faint on paper; shape and dash say
// the same for those who see no colour. What is printed is printed on white.
const CSS = `:root{color-scheme:light dark;--ink:#1b1f24;--muted:#57606a;--grid:#d5dae0;--paper:#ffffff;--s1:#0072b2;--s2:#c14e00;--s3:#00805c;--s4:#9c4a85}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#a6adb6;--grid:#3b424b;--paper:#14171b;--s1:#56b4e9;--s2:#e69f00;--s3:#2bc79b;--s4:#dd95c0}}
@media (forced-colors:active){:root{--ink:CanvasText;--muted:CanvasText;--grid:GrayText;--paper:Canvas;--s1:CanvasText;--s2:CanvasText;--s3:CanvasText;--s4:CanvasText}}
.chart{max-width:100%;height:auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
.chart text{fill:var(--ink);font-size:13px}
.chart .small,.chart .tick,.chart .val{font-size:12px}
.chart .tick,.chart .small{fill:var(--muted)}
.chart .head{font-size:13px;font-weight:600}
.chart .big{font-size:16px;font-weight:600}
.chart .paper{fill:var(--paper)}
.chart .grid{stroke:var(--grid);stroke-width:1}
.chart .axis{stroke:var(--muted);stroke-width:1;fill:none}
.chart .ref{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:5 4;fill:none}
.chart .halo{stroke:var(--paper);stroke-width:4;stroke-linejoin:round;paint-order:stroke}
.chart .line{fill:none;stroke-width:2;stroke-linejoin:round}
.chart .cap{stroke-width:2;fill:none}
.chart .band{stroke:none;fill-opacity:.18}
.chart .count{fill:var(--muted);fill-opacity:.45;stroke:var(--muted);stroke-width:1}
.chart .fold{fill:var(--paper);stroke:var(--ink);stroke-width:1.8}
.chart .dot{stroke:var(--paper);stroke-width:1}
.chart .hollow{fill:var(--paper);stroke-width:1.6}
.chart .f1{fill:var(--s1)}.chart .f2{fill:var(--s2)}.chart .f3{fill:var(--s3)}.chart .f4{fill:var(--s4)}
.chart .l1{stroke:var(--s1)}.chart .l2{stroke:var(--s2)}.chart .l3{stroke:var(--s3)}.chart .l4{stroke:var(--s4)}
.chart .d2{stroke-dasharray:8 4}.chart .d3{stroke-dasharray:2 3}.chart .d4{stroke-dasharray:9 3 2 3}
.chart .unstable{stroke-dasharray:1 4;stroke-linecap:round}
`
