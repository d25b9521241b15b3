// Several small mistakes of syntax, each in a function of its own.
package main

import "fmt"

func a() {
	x = := 1
}

func b() {
	if x == 1
	{
	}
}

func c() {
	fmt.Println("missing parenthesis"
}

func d( {
}

func e() {
	for i := 0; i < 3 {
	}
	else {
	}
}

var f := 1

func main() {}
