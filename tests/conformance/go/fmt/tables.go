// Columns laid out with widths that are computed, and text in columns that holds runes of several bytes.
package main

import (
	"fmt"
	"strings"
)

type row struct {
	name  string
	count int
	share float64
}

func main() {
	rows := []row{{"apples", 12, 0.25}, {"Äpfel", 3, 0.0625}, {"pears and more", 1200, 0.6875}}
	width := 0
	for _, r := range rows {
		width = max(width, len([]rune(r.name)))
	}
	fmt.Printf("%-*s | %6s | %7s\n", width, "name", "count", "share")
	fmt.Println(strings.Repeat("-", width) + "-+-" + strings.Repeat("-", 6) + "-+-" + strings.Repeat("-", 7))
	for _, r := range rows {
		fmt.Printf("%-*s | %6d | %6.2f%%\n", width, r.name, r.count, r.share*100)
	}
	for i := 1; i <= 4; i++ {
		for j := 1; j <= 4; j++ {
			fmt.Printf("%4d", i*j)
		}
		fmt.Println()
	}
	for i := range 5 {
		fmt.Printf("%[1]*[2]s%[3]s\n", 5-i, "", strings.Repeat("*", 2*i+1))
	}
}
