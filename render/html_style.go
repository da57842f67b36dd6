package render

import "casus/render/chart"

// pageStyle is the page's only style; the charts' colours are its colours.
const pageStyle = chart.CSS + `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:48rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.2;margin:.4rem 0 .6rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .6rem;padding-top:.8rem;border-top:1px solid var(--grid);scroll-margin-top:.5rem}
p{margin:.5rem 0}
a{color:var(--s1)}
:focus-visible{outline:2px solid var(--s1);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
.note,.source,footer{color:var(--muted);font-size:.9rem}
.note{margin:.3rem 0}
.lede{font-size:1.15rem;line-height:1.5;border-left:4px solid var(--s1);padding:.2rem 0 .2rem .9rem;margin:1rem 0}
nav{font-size:.9rem}
nav ul{list-style:none;margin:.8rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1rem}
nav li{margin:0}
nav a{display:inline-block;padding:.1rem 0}
main ul{padding-left:1.2rem}
li{margin:.35rem 0}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;min-width:min(100%,26rem)}
caption{text-align:left;color:var(--muted);padding:0 0 .3rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--grid);min-width:4.5rem}
thead th{font-weight:600;border-bottom:1px solid var(--muted);vertical-align:bottom}
tbody th{font-weight:400;min-width:7.5rem}
.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead .num{white-space:normal}
figure{margin:1.2rem 0;break-inside:avoid}
figcaption{margin-bottom:.5rem}
.chart{display:block}
.narrow{display:none}
.source{margin:.4rem 0}
details{font-size:.9rem;margin:.4rem 0}
summary{cursor:pointer;color:var(--s1);padding:.2rem 0}
.save{font:inherit;font-size:.85rem;margin:.2rem .5rem .2rem 0;padding:.15rem .6rem;color:var(--ink);background:none;border:1px solid var(--muted);border-radius:.3rem;cursor:pointer}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 1.5rem}
footer{margin-top:3rem;border-top:1px solid var(--grid);padding-top:.6rem}
code{font-size:.85em;overflow-wrap:anywhere}
@media (max-width:46rem){.wide{display:none}.narrow{display:block}h1{font-size:1.4rem}.lede{font-size:1.05rem}}
@media (min-width:72rem){body{max-width:68rem;display:grid;grid-template-columns:15rem minmax(0,46rem);gap:0 3rem}header,main,footer{grid-column:2}nav{grid-column:1;grid-row:1/span 3;align-self:start;position:sticky;top:1rem}nav ul{display:block}}
@media print{body{display:block;max-width:none;padding:0;font-size:10pt}nav,.skip,.save,summary{display:none}.wide{display:block}.narrow{display:none}details:not([open]){display:none}footer details:not([open]){display:block}footer details::details-content{content-visibility:visible;block-size:auto}.scroll{overflow:visible}h2{break-after:avoid}tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
`

// pageScript is for comfort only: it offers each picture and its table as files.
const pageScript = `"use strict";
(function(){
function save(name,type,text){var a=document.createElement("a");a.href=URL.createObjectURL(new Blob([text],{type:type}));a.download=name;a.click();setTimeout(function(){URL.revokeObjectURL(a.href)},1000)}
function button(label,after,act){var b=document.createElement("button");b.type="button";b.className="save";b.textContent=label;b.addEventListener("click",act);after.appendChild(b)}
function csv(table){return Array.from(table.rows,function(r){return Array.from(r.cells,function(c){var s=c.textContent;if(/^[=+@\t\r]/.test(s)||/^-[^0-9.]/.test(s)){s="'"+s}return '"'+s.replace(/"/g,'""')+'"'}).join(",")}).join("\r\n")+"\r\n"}
document.querySelectorAll("figure").forEach(function(f){
var p=document.createElement("p");
button("Save picture (SVG)",p,function(){
var s=f.querySelector(".wide svg").cloneNode(true),style=document.createElementNS("http://www.w3.org/2000/svg","style");
style.textContent=document.querySelector("head style").textContent;s.insertBefore(style,s.firstChild);
save(f.id+".svg","image/svg+xml",new XMLSerializer().serializeToString(s))});
var t=f.querySelector("details table");
if(t){button("Save table (CSV)",p,function(){save(f.id+".csv","text/csv",csv(t))})}
f.appendChild(p)})})();
`
