// Variables and imports that are not used.
package main

import (
	"fmt"
	"os"
	str "strings"
)

func main() {
	x := 1
	var y, z = 2, 3
	for i, v := range []int{1} {
		w := v
	}
	a := 5
	a = 6
	f := func() {
		inner := 1
	}
	fmt.Println(z)
}
