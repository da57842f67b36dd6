package main

import "strings"

// feature says what an outline of the source becomes: the code under which it
// is kept, and its continent (an index into continents).
type feature struct{ code, continent string }

// lookup finds the feature of the source's ISO 3166-1 numeric code and name.
// Outlines that have no code of their own go to the state that holds them; the
// islets that the gazetteer knows by themselves are left out.
func lookup(numeric, name string) (feature, bool) {
	if f, ok := byName[name]; ok {
		return f, f.code != ""
	}
	f, ok := byCode[numeric]
	return f, ok
}

var byName = map[string]feature{
	"Kosovo":                        {"XKX", "europe"},
	"N. Cyprus":                     {"XNC", "asia"},
	"Akrotiri":                      {"XAD", "asia"},
	"Dhekelia":                      {"XAD", "asia"},
	"Cyprus U.N. Buffer Zone":       {"CYP", "asia"},
	"Somaliland":                    {"SOM", "africa"},
	"Baikonur":                      {"KAZ", "asia"},
	"Siachen Glacier":               {"IND", "asia"},
	"Coral Sea Is.":                 {"AUS", "oceania"},
	"Ashmore and Cartier Is.":       {"AUS", "oceania"},
	"Indian Ocean Ter.":             {"AUS", "oceania"},
	"USNB Guantanamo Bay":           {"CUB", "caribbean"},
	"Vatican":                       {}, // smaller than the grid of the source
	"Clipperton I.":                 {},
	"Scarborough Reef":              {},
	"Spratly Is.":                   {},
	"Bajo Nuevo Bank":               {},
	"Serranilla Bank":               {},
	"U.S. Minor Outlying Is.":       {},
	"Brazilian I.":                  {"BRA", "south_america"},
	"Southern Patagonian Ice Field": {"CHL", "south_america"},
}

var byCode = func() map[string]feature {
	out := map[string]feature{}
	for line := range strings.Lines(numericCodes) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		for i := 1; i < len(f); i += 2 {
			out[f[i]] = feature{f[i+1], f[0]}
		}
	}
	return out
}()

// numericCodes pairs ISO 3166-1 numeric with alpha-3 codes, under the continent
// in the sense of the UN's M49 subregions; Mexico stands with North America.
const numericCodes = `
africa 012 DZA 024 AGO 072 BWA 086 IOT 108 BDI 120 CMR 132 CPV 140 CAF 148 TCD 174 COM 178 COG 180 COD 204 BEN
africa 226 GNQ 231 ETH 232 ERI 260 ATF 262 DJI 266 GAB 270 GMB 288 GHA 324 GIN 384 CIV 404 KEN 426 LSO 430 LBR
africa 434 LBY 450 MDG 454 MWI 466 MLI 478 MRT 480 MUS 504 MAR 508 MOZ 516 NAM 562 NER 566 NGA 624 GNB 646 RWA
africa 654 SHN 678 STP 686 SEN 690 SYC 694 SLE 706 SOM 710 ZAF 716 ZWE 728 SSD 729 SDN 732 ESH 748 SWZ 768 TGO
africa 788 TUN 800 UGA 818 EGY 834 TZA 854 BFA 894 ZMB
antarctica 010 ATA
asia 004 AFG 031 AZE 048 BHR 050 BGD 051 ARM 064 BTN 096 BRN 104 MMR 116 KHM 144 LKA 156 CHN 158 TWN 196 CYP
asia 268 GEO 275 PSE 344 HKG 356 IND 360 IDN 364 IRN 368 IRQ 376 ISR 392 JPN 398 KAZ 400 JOR 408 PRK 410 KOR
asia 414 KWT 417 KGZ 418 LAO 422 LBN 446 MAC 458 MYS 462 MDV 496 MNG 512 OMN 524 NPL 586 PAK 608 PHL 626 TLS
asia 634 QAT 682 SAU 702 SGP 704 VNM 760 SYR 762 TJK 764 THA 784 ARE 792 TUR 795 TKM 860 UZB 887 YEM
caribbean 028 ATG 044 BHS 052 BRB 092 VGB 136 CYM 192 CUB 212 DMA 214 DOM 308 GRD 332 HTI 388 JAM 500 MSR
caribbean 531 CUW 533 ABW 534 SXM 630 PRI 652 BLM 659 KNA 660 AIA 662 LCA 663 MAF 670 VCT 780 TTO 796 TCA 850 VIR
central_america 084 BLZ 188 CRI 222 SLV 320 GTM 340 HND 558 NIC 591 PAN
europe 008 ALB 020 AND 040 AUT 056 BEL 070 BIH 100 BGR 112 BLR 191 HRV 203 CZE 208 DNK 233 EST 234 FRO 246 FIN
europe 248 ALA 250 FRA 276 DEU 292 GIB 300 GRC 336 VAT 348 HUN 352 ISL 372 IRL 380 ITA 428 LVA 438 LIE 440 LTU
europe 442 LUX 470 MLT 492 MCO 498 MDA 499 MNE 528 NLD 578 NOR 616 POL 620 PRT 642 ROU 643 RUS 674 SMR 688 SRB
europe 703 SVK 705 SVN 724 ESP 752 SWE 756 CHE 804 UKR 807 MKD 826 GBR 831 GGY 832 JEY 833 IMN
north_america 060 BMU 124 CAN 304 GRL 484 MEX 666 SPM 840 USA
oceania 016 ASM 036 AUS 090 SLB 184 COK 242 FJI 258 PYF 296 KIR 316 GUM 334 HMD 520 NRU 540 NCL 548 VUT 554 NZL
oceania 570 NIU 574 NFK 580 MNP 583 FSM 584 MHL 585 PLW 598 PNG 612 PCN 776 TON 798 TUV 876 WLF 882 WSM
south_america 032 ARG 068 BOL 076 BRA 152 CHL 170 COL 218 ECU 238 FLK 239 SGS 328 GUY 600 PRY 604 PER 740 SUR
south_america 858 URY 862 VEN
`
