package place

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"casus"
)

const coordinatesHint = "write latitude and longitude in decimal degrees, as in 59.4,24.7 or 59.4N,24.7E"

// looksLikeCoordinates reports whether a text is meant as coordinates: no name
// of a place begins with a digit or sign, or is a number.
func looksLikeCoordinates(s string) bool {
	s = strings.TrimLeft(s, "+-−")
	if s == "" {
		return false
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	if digit(s[0]) || s[0] == '.' {
		return true
	}
	if len(s) > 1 && strings.IndexByte("NSEWnsew", s[0]) >= 0 && digit(s[1]) {
		return true
	}
	head, _, _ := strings.Cut(s, ",")
	switch strings.ToLower(strings.TrimSpace(head)) {
	case "nan", "inf", "infinity":
		return true
	}
	return false
}

// parseCoordinates reads "LAT,LON" in decimal degrees, each with a sign or with
// a letter for the hemisphere. The error says which bound was passed.
func parseCoordinates(text string) (lat, lon float64, err error) {
	bad := func(msg, hint string) (float64, float64, error) {
		return 0, 0, &casus.InputError{Msg: fmt.Sprintf("coordinates %s: %s", casus.Quoted(text), msg), Hint: hint}
	}
	if len(text) > 80 {
		return bad("longer than any coordinates", coordinatesHint)
	}
	s := strings.NewReplacer("−", "-", "°", "", ";", ",").Replace(text)
	parts := strings.Split(s, ",")
	if len(parts) == 1 {
		parts = strings.FieldsFunc(s, unicode.IsSpace)
	}
	switch {
	case len(parts) == 4:
		return bad("four numbers", "write decimals with a point: 59.4,24.7")
	case len(parts) != 2:
		return bad(fmt.Sprintf("expected latitude and longitude, found %s", numbers(len(parts))), coordinatesHint)
	}
	var v [2]float64
	var axis [2]byte // 'y', 'x', or 0 where no letter says
	for i, p := range parts {
		var msg string
		if v[i], axis[i], msg = parseDegrees(strings.TrimSpace(p)); msg != "" {
			return bad(msg, coordinatesHint)
		}
	}
	if axis[0] == 'x' || axis[1] == 'y' { // the letters say that longitude comes first
		v[0], v[1], axis[0], axis[1] = v[1], v[0], axis[1], axis[0]
	}
	if axis[0] == 'x' || axis[1] == 'y' {
		return bad("two latitudes or two longitudes", "one takes N or S, the other E or W")
	}
	lat, lon = v[0], v[1]
	if lat < -90 || lat > 90 {
		hint := "latitude comes first: degrees north of the equator, negative to the south"
		if lon >= -90 && lon <= 90 && lat >= -180 && lat <= 180 {
			hint = fmt.Sprintf("latitude comes first: did you mean %g,%g?", lon, lat)
		}
		return bad(fmt.Sprintf("latitude %g is out of range -90 to 90", lat), hint)
	}
	if lon < -180 || lon > 180 {
		hint := "longitude is degrees east of Greenwich, negative to the west"
		if lon > 180 && lon <= 360 {
			hint = fmt.Sprintf("west of Greenwich longitude is negative: %g", lon-360)
		}
		return bad(fmt.Sprintf("longitude %g is out of range -180 to 180", lon), hint)
	}
	return lat + 0, lon + 0, nil // + 0 turns a negative zero into zero
}

// parseDegrees reads one number with a sign or a letter; msg is "" where it
// could.
func parseDegrees(s string) (v float64, axis byte, msg string) {
	whole, sign := s, 1.0
	if s != "" {
		for _, at := range []int{len(s) - 1, 0} {
			switch s[at] {
			case 'N', 'n':
				axis = 'y'
			case 'S', 's':
				axis, sign = 'y', -1
			case 'E', 'e':
				axis = 'x'
			case 'W', 'w':
				axis, sign = 'x', -1
			}
			if axis != 0 {
				s = strings.TrimSpace(s[:at] + s[at+1:])
				break
			}
		}
	}
	if axis != 0 && strings.ContainsAny(s, "+-") {
		return 0, 0, fmt.Sprintf("%s has both a sign and a letter", casus.Quoted(whole))
	}
	// Digits only: "1e2", "0x1p4", "Inf" and "1_0" are numbers to Go, not here.
	odd := strings.ContainsFunc(s, func(c rune) bool { return !strings.ContainsRune("+-.0123456789", c) })
	f, err := strconv.ParseFloat(s, 64)
	if odd || err != nil {
		return 0, 0, fmt.Sprintf("%s is not a number of degrees", casus.Quoted(whole))
	}
	return sign * f, axis, ""
}

func numbers(n int) string {
	if n == 1 {
		return "one number"
	}
	return fmt.Sprintf("%d numbers", n)
}
