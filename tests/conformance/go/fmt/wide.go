// Widths and precisions, which may have up to a million.
package main

import "fmt"

func main() {
	show := func(text string) { fmt.Println(len(text), text[:8], text[len(text)-8:]) }
	show(fmt.Sprintf("%.70000U", 'x'))
	show(fmt.Sprintf("%#70000U", 'x'))
	show(fmt.Sprintf("%-70000U", 'x'))
	show(fmt.Sprintf("%.70000d", -7))
	show(fmt.Sprintf("%070000x", 255))
	show(fmt.Sprintf("%*s", 70000, "right"))
	show(fmt.Sprintf("%1000000q", "x"))
	show(fmt.Sprintf("%1000001d", 7))
	show(fmt.Sprintf("%.70000f", 0.5))
	show(fmt.Sprintf("%70000v", []int{1, 2}))
	show(fmt.Sprintf("%.70000e", 1e300))
	show(fmt.Sprintf("%70000t", true))
	show(fmt.Sprintf("%.70000s", "four by four"))
}
