// Packages under other names, with a dot and with a blank, in several import declarations.
package main

import f "fmt"
import . "strings"
import (
	_ "sort"
	text "strconv"
)

func main() {
	strings := []string{"a", "b"}
	f.Println(Join(strings, "+"), ToUpper("x"), text.Itoa(5), Repeat("z", 2))
}
