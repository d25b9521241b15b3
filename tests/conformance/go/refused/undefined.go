// Names, fields, methods and package members that do not exist.
package main

import "fmt"

type point struct{ x int }

func (p point) show() {}

func main() {
	fmt.Println(undefinedName)
	fmt.println("lower case")
	fmt.Prinln("misspelled")
	p := point{}
	p.y = 1
	p.Show()
	missing()
	var q unknownType
	_ = q
	strings.ToUpper("x")
	point{1}.hide()
}
