// Chinese punctuation in the code is no Go.
package main

import "fmt"

func main() {
	fmt.Println("你好"）
	x ：= 1；
	fmt.Println（x）
	s := “引号”
}
