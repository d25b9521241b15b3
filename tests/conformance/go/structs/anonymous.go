// Structs without a name, nested ones, tags, blank fields and conversion between equal ones.
package main

import "fmt"

type named struct {
	Name string
	Age  int
}

func main() {
	v := struct {
		Name string
		Age  int
	}{"ada", 36}
	var n named = v
	fmt.Println(n, named(v) == n, v == n)
	tagged := struct {
		Name string `json:"name"`
		Age  int
	}{"grace", 85}
	n = named(tagged)
	fmt.Println(n)
	nested := struct {
		inner struct{ a, b int }
		list  []struct{ k, v string }
		_     int
	}{list: []struct{ k, v string }{{"x", "y"}}}
	nested.inner.b = 2
	fmt.Printf("%+v\n", nested)
	cases := []struct {
		in   string
		want int
	}{
		{"one", 1},
		{in: "three"},
	}
	for i, c := range cases {
		fmt.Println(i, c.in, c.want)
	}
	fmt.Printf("%T\n%T\n", v, tagged)
	var empty struct{}
	fmt.Println(empty, struct{}{} == empty)
}
