// Values that cannot be assigned, compared or converted.
package main

type id int

func main() {
	n, s, f := 1, "text", 2.5
	n = s
	n = f
	var i id = n
	var b byte = 300
	var p *int = &f
	_ = func() {} == func() {}
	_ = []int{} == []int{}
	_ = string(f)
	_ = int(s)
	_, _, _ = i, b, p
}
