// Durations: arithmetic, printing, rounding and their parts.
package main

import (
	"fmt"
	"time"
)

func main() {
	for _, d := range []time.Duration{
		0, 1, 999, 1000, 1500, 1e6, 1500 * time.Microsecond, time.Second, 1100 * time.Millisecond,
		59*time.Second + 999*time.Millisecond, time.Minute, 61 * time.Second, time.Hour, 25*time.Hour + 30*time.Second,
		-1500 * time.Millisecond, 1<<63 - 1, -1 << 63, 2540400*time.Second + 10*time.Millisecond,
	} {
		fmt.Println(d, int64(d))
	}
	d := 3*time.Hour + 25*time.Minute + 45*time.Second + 678*time.Millisecond
	fmt.Println(d.Hours(), d.Minutes(), d.Seconds(), d.Milliseconds(), d.Microseconds(), d.Nanoseconds())
	fmt.Println(d.Round(time.Minute), d.Round(time.Hour), d.Truncate(time.Minute), d.Truncate(time.Second), d.Round(0))
	fmt.Println(d/time.Minute, d%time.Minute, 2*d, d-time.Hour, -d, (-d).Abs())
	n := 7
	fmt.Println(time.Duration(n)*time.Second, time.Duration(2.5*float64(time.Second)))
	fmt.Printf("%v %d %s %T %q %08.3f\n", d, time.Second, time.Minute, d, time.Millisecond, d.Seconds())
	fmt.Println([]time.Duration{time.Second, 20}, struct{ D time.Duration }{5})
}
