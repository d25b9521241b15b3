// Package time has virtual time: it starts at the year 2000 and goes on when nobody can run.
package time

import (
	"errors"
	"internal/lockstep"
	"internal/plain"
)

const lacks = "AppendBinary AppendText GoString GobDecode GobEncode ISOWeek IsDST LoadLocationFromTZData MarshalBinary MarshalJSON MarshalText Parse ParseError ParseInLocation UnmarshalBinary UnmarshalJSON UnmarshalText ZoneBounds"

type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute

	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }
func (d Duration) Seconds() float64    { return d.in(Second) }
func (d Duration) Minutes() float64    { return d.in(Minute) }
func (d Duration) Hours() float64      { return d.in(Hour) }

func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

func (d Duration) Abs() Duration {
	if d == minDuration {
		return maxDuration
	}
	return max(d, -d)
}

func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round goes to the nearest multiple of m, from the middle away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		if -r+-r < m && -r+-r >= 0 {
			return d - r
		}
		if low := d - m - r; low < d {
			return low
		}
		return minDuration
	}
	if r+r < m && r+r >= 0 {
		return d - r
	}
	if high := d + m - r; high > d {
		return high
	}
	return maxDuration
}

func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	sign, u := "", uint64(d)
	if d < 0 {
		sign, u = "-", -u
	}
	switch {
	case u < 1e3:
		return sign + decimal(u, 1) + "ns"
	case u < 1e6:
		return sign + decimal(u/1e3, 1) + fraction(u%1e3, 3) + "µs"
	case u < 1e9:
		return sign + decimal(u/1e6, 1) + fraction(u%1e6, 6) + "ms"
	}
	text := decimal(u/1e9%60, 1) + fraction(u%1e9, 9) + "s"
	if minutes := u / 60e9; minutes > 0 {
		text = decimal(minutes%60, 1) + "m" + text
		if minutes >= 60 {
			text = decimal(minutes/60, 1) + "h" + text
		}
	}
	return sign + text
}

// decimal has at least so many digits.
func decimal(n uint64, digits int) (text string) {
	for ; n > 0 || digits > 0; digits-- {
		text = string(rune('0'+n%10)) + text
		n /= 10
	}
	return text
}

// fraction is n of so many digits after a point, without zeros at the end.
func fraction(n uint64, digits int) string {
	if n == 0 {
		return ""
	}
	for ; n%10 == 0; digits-- {
		n /= 10
	}
	return "." + decimal(n, digits)
}

// quote shows a text with everything beyond ASCII as bytes.
func quote(s string) string {
	const hex = "0123456789abcdef"
	out := "\""
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c >= 0x80:
			out += `\x` + string(hex[c>>4]) + string(hex[c&15])
		case c == '"' || c == '\\':
			out += `\` + s[i:i+1]
		default:
			out += s[i : i+1]
		}
	}
	return out + "\""
}

// ParseDuration reads what Duration.String writes, and more.
func ParseDuration(s string) (Duration, error) {
	text := s
	bad := func(what string) (Duration, error) {
		return 0, errors.New("time: " + what + "duration " + quote(text))
	}
	negative := s != "" && s[0] == '-'
	if negative || s != "" && s[0] == '+' {
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return bad("invalid ")
	}
	total := uint64(0)
	for s != "" {
		n, part, scale, digits := uint64(0), uint64(0), 1.0, false
		point, full := false, false
		for ; s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '.' && !point); s = s[1:] {
			digit := uint64(s[0] - '0')
			switch {
			case s[0] == '.':
				point = true
				continue
			case !point:
				if n > (1<<63-digit)/10 {
					return bad("invalid ")
				}
				n = n*10 + digit
			case !full && part > (1<<63-1)/10:
				full = true
			case !full:
				part = part*10 + digit
				scale *= 10
			}
			digits = true
		}
		if !digits {
			return bad("invalid ")
		}
		i := 0
		for i < len(s) && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
			i++
		}
		unit := uint64(0)
		switch s[:i] {
		case "":
			return bad("missing unit in ")
		case "ns":
			unit = 1
		case "us", "µs", "μs":
			unit = 1e3
		case "ms":
			unit = 1e6
		case "s":
			unit = 1e9
		case "m":
			unit = 60e9
		case "h":
			unit = 3600e9
		default:
			return bad("unknown unit " + quote(s[:i]) + " in ")
		}
		s = s[i:]
		if n > 1<<63/unit {
			return bad("invalid ")
		}
		n *= unit
		if part > 0 {
			n += uint64(float64(part) * (float64(unit) / scale))
		}
		if total += n; n > 1<<63 || total > 1<<63 {
			return bad("invalid ")
		}
	}
	if negative {
		return Duration(-total), nil
	}
	if total > 1<<63-1 {
		return bad("invalid ")
	}
	return Duration(total), nil
}

func Sleep(d Duration) { lockstep.Sleep(int64(d)) }

// A Timer fires once.
type Timer struct {
	C     <-chan Time
	timer lockstep.Timer
}

func (t *Timer) check(what string) *lockstep.Timer {
	if t.timer.Channel == nil && t.timer.F == nil {
		panic("time: " + what + " called on uninitialized Timer")
	}
	return &t.timer
}

func start(d, period Duration) *Timer {
	C := make(chan Time, 1)
	t := &Timer{C: C, timer: lockstep.Timer{Channel: C}}
	lockstep.StartTimer(&t.timer, int64(d), int64(period))
	return t
}

func NewTimer(d Duration) *Timer { return start(d, 0) }

// AfterFunc runs f in its own goroutine when d is over.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{timer: lockstep.Timer{F: f}}
	lockstep.StartTimer(&t.timer, int64(d), 0)
	return t
}

// goFunc is where the goroutine of an AfterFunc was created; the machine calls it by itself.
func goFunc(f func()) { go f() }

func (t *Timer) Stop() bool            { return lockstep.StopTimer(t.check("Stop")) }
func (t *Timer) Reset(d Duration) bool { return lockstep.ResetTimer(t.check("Reset"), int64(d), 0) }

func After(d Duration) <-chan Time { return start(d, 0).C }

// A Ticker fires again and again.
type Ticker struct {
	C     <-chan Time
	timer *lockstep.Timer
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	t := start(d, d)
	return &Ticker{t.C, &t.timer}
}

func (t *Ticker) Stop() {
	if t.timer != nil {
		lockstep.StopTimer(t.timer)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.timer == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	lockstep.ResetTimer(t.timer, int64(d), int64(d))
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// A Time is an instant. The machine knows these three words, see lockstep.Timer.
type Time struct {
	sec  int64 // since 1 January of year 1
	nsec int64
	loc  *Location // nil is UTC
}

func Now() Time {
	now := lockstep.Now()
	return Time{lockstep.Epoch + now/1e9, now % 1e9, nil}
}

func Since(t Time) Duration { return Now().Sub(t) }
func Until(t Time) Duration { return t.Sub(Now()) }

// unix is 1 January 1970.
const unix = 62_135_596_800

func Unix(sec int64, nsec int64) Time {
	carry := floor(nsec, 1e9)
	return Time{unix + sec + carry, nsec - carry*1e9, nil}
}
func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

// floor divides downwards.
func floor(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}

func (t Time) Unix() int64      { return t.sec - unix }
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + t.nsec/1e6 }
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + t.nsec/1e3 }
func (t Time) UnixNano() int64  { return t.Unix()*1e9 + t.nsec }

func (t Time) IsZero() bool       { return t.sec == 0 && t.nsec == 0 }
func (t Time) Equal(u Time) bool  { return t.Compare(u) == 0 }
func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }
func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Compare(u Time) int {
	switch {
	case t.sec < u.sec || t.sec == u.sec && t.nsec < u.nsec:
		return -1
	case t.sec == u.sec && t.nsec == u.nsec:
		return 0
	}
	return 1
}

func (t Time) Add(d Duration) Time {
	t.nsec += int64(d % 1e9)
	carry := floor(t.nsec, 1e9)
	t.sec += int64(d/1e9) + carry
	t.nsec -= carry * 1e9
	return t
}

func (t Time) Sub(u Time) Duration {
	d := Duration(t.sec-u.sec)*Second + Duration(t.nsec-u.nsec)
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// above is how far t is after a multiple of d since year 1.
func (t Time) above(d Duration) Duration {
	m, rest := uint64(d), uint64(0)
	for bit := 29; bit >= 0; bit-- {
		if rest = rest * 2 % m; 1_000_000_000>>bit&1 == 1 {
			rest = (rest + uint64(t.sec)%m) % m
		}
	}
	return Duration((rest + uint64(t.nsec)%m) % m)
}

func (t Time) Truncate(d Duration) Time {
	if d <= 0 {
		return t
	}
	return t.Add(-t.above(d))
}

func (t Time) Round(d Duration) Time {
	if d <= 0 {
		return t
	}
	above := t.above(d)
	if above < d-above {
		return t.Add(-above)
	}
	return t.Add(d - above)
}

// A Location is an offset from UTC.
type Location struct {
	name   string
	offset int
}

var (
	UTC   = &Location{"UTC", 0}
	Local = &Location{"Local", 0}
)

func FixedZone(name string, offset int) *Location { return &Location{name, offset} }

func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	return nil, errors.New("unknown time zone " + name)
}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	if loc == UTC {
		loc = nil
	}
	t.loc = loc
	return t
}
func (t Time) UTC() Time   { return t.In(UTC) }
func (t Time) Local() Time { return t.In(Local) }
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}
func (t Time) Zone() (name string, offset int) {
	if t.loc == nil || t.loc == Local {
		return "UTC", 0
	}
	return t.loc.name, t.loc.offset
}

type Month int
type Weekday int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

// word is the i-th of the words in a text.
func word(words string, i int) string {
	start := 0
	for at, c := range words {
		if c == ' ' {
			if i == 0 {
				return words[start:at]
			}
			i, start = i-1, at+1
		}
	}
	if i > 0 {
		return ""
	}
	return words[start:]
}

func (m Month) String() string {
	if m < January || m > December {
		return "%!Month(" + decimal(uint64(m), 1) + ")"
	}
	return word("January February March April May June July August September October November December", int(m)-1)
}

func (d Weekday) String() string {
	if d < Sunday || d > Saturday {
		return "%!Weekday(" + decimal(uint64(d), 1) + ")"
	}
	return word("Sunday Monday Tuesday Wednesday Thursday Friday Saturday", int(d))
}

func signed(n int) string {
	if n < 0 {
		return "-" + decimal(-uint64(n), 1)
	}
	return decimal(uint64(n), 1)
}

// local is the seconds since year 1 as the clocks there show them.
func (t Time) local() int64 {
	_, offset := t.Zone()
	return t.sec + int64(offset)
}

// daysBefore is how many days there are from 1 January of year 1 to the first of a month. Years begin in March here, so
// that the day that some of them have more is their last.
func daysBefore(year int64, month Month) int64 {
	m := int64(month) - 3
	year += floor(m, 12)
	m -= floor(m, 12) * 12
	return 365*year + floor(year, 4) - floor(year, 100) + floor(year, 400) + (153*m+2)/5 - 306
}

func (t Time) Date() (year int, month Month, day int) {
	days := floor(t.local(), 86400) + 306
	era := floor(days, 146097)
	days -= era * 146097
	y := (days - days/1460 + days/36524 - days/146096) / 365
	days -= 365*y + y/4 - y/100
	m := (5*days + 2) / 153
	day = int(days-(153*m+2)/5) + 1
	if month = Month(m + 3); month > December {
		month -= 12
		y++
	}
	return int(y + era*400), month, day
}

func (t Time) Clock() (hour, min, sec int) {
	s := int(t.local() - floor(t.local(), 86400)*86400)
	return s / 3600, s / 60 % 60, s % 60
}

func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}
func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}
func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}
func (t Time) Hour() int {
	hour, _, _ := t.Clock()
	return hour
}
func (t Time) Minute() int {
	_, min, _ := t.Clock()
	return min
}
func (t Time) Second() int {
	_, _, sec := t.Clock()
	return sec
}
func (t Time) Nanosecond() int { return int(t.nsec) }
func (t Time) YearDay() int {
	return int(floor(t.local(), 86400)-daysBefore(int64(t.Year()), January)) + 1
}
func (t Time) Weekday() Weekday {
	days := floor(t.local(), 86400) + 1
	return Weekday(days - floor(days, 7)*7)
}

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	t := Time{}.In(loc)
	_, offset := t.Zone()
	carry := floor(int64(nsec), 1e9)
	t.sec = (daysBefore(int64(year), month)+int64(day)-1)*86400 +
		int64(hour)*3600 + int64(min)*60 + int64(sec) + carry - int64(offset)
	t.nsec = int64(nsec) - carry*1e9
	return t
}

func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec), t.Location())
}

const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

func (t Time) String() string { return t.Format("2006-01-02 15:04:05.999999999 -0700 MST") }

func (t Time) AppendFormat(b []byte, layout string) []byte { return plain.Append(b, t.Format(layout)) }

// nextPart is the part that a layout begins with, or nothing.
func nextPart(layout string) string {
	parts := ""
	switch layout[0] {
	case 'J':
		parts = "January Jan"
	case 'M':
		parts = "Monday Mon MST"
	case '0':
		parts = "002 01 02 03 04 05 06"
	case '1':
		parts = "15 1"
	case '2':
		parts = "2006 2"
	case '_':
		parts = "__2 _2006 _2"
	case '3', '4', '5':
		return layout[:1]
	case 'P':
		parts = "PM"
	case 'p':
		parts = "pm"
	case '-':
		parts = "-070000 -07:00:00 -0700 -07:00 -07"
	case 'Z':
		parts = "Z070000 Z07:00:00 Z0700 Z07:00 Z07"
	case '.', ',':
		n := 1
		for n < len(layout) && layout[n] == layout[1] && (layout[1] == '0' || layout[1] == '9') {
			n++
		}
		if n > 1 && (n == len(layout) || layout[n] < '0' || layout[n] > '9') {
			return layout[:n]
		}
	}
	for i := 0; ; i++ {
		part := word(parts, i)
		if n := len(part); part == "" || len(layout) >= n && layout[:n] == part {
			if (part == "Jan" || part == "Mon") && n < len(layout) && layout[n] >= 'a' && layout[n] <= 'z' {
				return ""
			}
			return part
		}
	}
}

// zone writes an offset as a part of a layout has it.
func zone(part string, offset int) string {
	if part[0] == 'Z' && offset == 0 {
		return "Z"
	}
	text := "+"
	if offset < 0 {
		text, offset = "-", -offset
	}
	text += decimal(uint64(offset/3600), 2)
	colon := ""
	if len(part) > 3 && part[3] == ':' {
		colon = ":"
	}
	if len(part) > 3 {
		text += colon + decimal(uint64(offset/60%60), 2)
	}
	if len(part) > 6 {
		text += colon + decimal(uint64(offset%60), 2)
	}
	return text
}

func (t Time) Format(layout string) string {
	year, month, day := t.Date()
	hour, minute, sec := t.Clock()
	hour12 := (hour+11)%12 + 1
	name, offset := t.Zone()
	two := func(n int) string { return decimal(uint64(n), 2) }
	out := ""
	for layout != "" {
		part := nextPart(layout)
		if part == "" {
			out += layout[:1]
			layout = layout[1:]
			continue
		}
		layout = layout[len(part):]
		text := ""
		switch part {
		case "January":
			text = month.String()
		case "Jan":
			text = month.String()[:3]
		case "Monday":
			text = t.Weekday().String()
		case "Mon":
			text = t.Weekday().String()[:3]
		case "2006", "_2006":
			text = part[:len(part)-4] + decimal(uint64(max(year, -year)), 4)
			if year < 0 {
				text = "-" + text
			}
		case "06":
			text = two(max(year, -year) % 100)
		case "01":
			text = two(int(month))
		case "1":
			text = signed(int(month))
		case "02":
			text = two(day)
		case "2":
			text = signed(day)
		case "_2":
			text = decimal(uint64(day), 1)
			if day < 10 {
				text = " " + text
			}
		case "002":
			text = decimal(uint64(t.YearDay()), 3)
		case "__2":
			text = signed(t.YearDay())
			text = "  "[:3-len(text)] + text
		case "15":
			text = two(hour)
		case "03":
			text = two(hour12)
		case "3":
			text = signed(hour12)
		case "04":
			text = two(minute)
		case "4":
			text = signed(minute)
		case "05":
			text = two(sec)
		case "5":
			text = signed(sec)
		case "PM", "pm":
			text = "AM"
			if hour >= 12 {
				text = "PM"
			}
			if part == "pm" {
				text = string(rune(text[0]|0x20)) + "m"
			}
		case "MST":
			if text = name; name == "" {
				text = zone("-0700", offset)
			}
		default:
			if part[0] != '.' && part[0] != ',' {
				text = zone(part, offset)
				break
			}
			digits := decimal(uint64(t.nsec), 9)[:min(len(part)-1, 9)]
			for part[1] == '9' && digits != "" && digits[len(digits)-1] == '0' {
				digits = digits[:len(digits)-1]
			}
			if digits != "" {
				text = part[:1] + digits
			}
		}
		out += text
	}
	return out
}
