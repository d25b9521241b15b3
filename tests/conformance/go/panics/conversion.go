// Unhandled: a type assertion to a type that the value has not.
package main

import "fmt"

type celsius float64

func main() {
	var v any = celsius(20)
	fmt.Println(v.(celsius))
	fmt.Println(v.(float64))
}
