// Maps print with their keys in order, whatever the type of key.
package main

import "fmt"

type id int

func main() {
	fmt.Println(map[string]int{"b": 2, "a": 1, "": 0, "B": 3})
	fmt.Println(map[int]string{3: "c", -1: "n", 10: "j"})
	fmt.Println(map[float64]bool{2.5: true, -1: false, 0: true})
	fmt.Println(map[bool]int{true: 1, false: 0})
	fmt.Println(map[[2]int]string{{2, 1}: "b", {1, 9}: "a"})
	fmt.Println(map[struct{ a, b int }]int{{2, 1}: 1, {1, 5}: 2})
	fmt.Println(map[any]int{"x": 1, 2: 2, 1: 3, 1.5: 4, true: 5, "a": 6})
	fmt.Println(map[id][]string{2: {"x", "y"}, 1: nil})
	fmt.Printf("%v %+v %#v\n", map[string]int{"z": 1, "y": 2}, map[id]struct{ A int }{1: {2}}, map[string]bool{"k": true})
	fmt.Printf("%d %x %q\n", map[string]int{"a": 10}, map[string]int{"a": 255}, map[string]string{"a": "b"})
}
