// Cases that are given twice, that cannot match, or stand twice as default.
package main

import "fmt"

func main() {
	var v any = 1
	switch v.(type) {
	case int, string:
	case int:
	case fmt.Println:
	}
	switch x := v.(type) {
	case int:
	}
	n := 1
	switch n {
	case "a":
	case 1.5:
	case nil:
	}
	switch {
	case n:
	}
	var e error
	switch e.(type) {
	case int:
	}
}
