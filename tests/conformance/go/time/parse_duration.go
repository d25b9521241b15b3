// ParseDuration reads what a Duration prints, and says what it cannot read.
package main

import (
	"fmt"
	"time"
)

func main() {
	for _, s := range []string{"1.5s", "300ms", "-1h15m30.918273645s", "2us", "2µs", "5ns", "0", "+5h", ".5m", "1h1h", "", "3", "s", "1x", "1.2.3s", "9223372036854775808ns", "- 5s"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
}
