// Characters that cannot stand in a program, one line each.
package main

func main() {
	a := 1 # 2
	b := 1 ? 2 : 3
	c := “quoted”
	d := x…
	e $= 1
}
