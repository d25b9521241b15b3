// Measured times are at least what was slept; a monotonic difference is never negative.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	time.Sleep(3 * time.Millisecond)
	middle := time.Now()
	time.Sleep(2 * time.Millisecond)
	fmt.Println(time.Since(start) >= 5*time.Millisecond, middle.Sub(start) >= 3*time.Millisecond)
	fmt.Println(start.Before(middle), middle.After(start), start.Equal(start), start.Sub(middle) < 0)
	later := start.Add(time.Hour)
	fmt.Println(later.Sub(start), time.Until(later) > 59*time.Minute)
	var zero time.Time
	fmt.Println(zero.IsZero(), start.IsZero())
	_, isTime := any(start).(time.Time)
	fmt.Println(isTime)
}
