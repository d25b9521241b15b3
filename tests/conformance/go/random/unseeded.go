// Without a seed the numbers differ from run to run, within their bounds.
package main

import (
	"fmt"
	"math/rand"
)

func main() {
	ok := true
	seen := map[int]bool{}
	for range 200 {
		n := rand.Intn(6)
		ok = ok && n >= 0 && n < 6
		seen[n] = true
		f := rand.Float64()
		ok = ok && f >= 0 && f < 1
	}
	fmt.Println(ok, len(seen), len(rand.Perm(5)))
}
