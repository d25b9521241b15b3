// A deferred closure can read and change named results, after return has set them.
package main

import (
	"errors"
	"fmt"
)

func double() (n int) {
	defer func() { n *= 2 }()
	return 21
}

func hidden() int {
	n := 1
	defer func() { n = 100 }()
	return n
}

func chain() (s string) {
	defer func() { s += "c" }()
	defer func() { s += "b" }()
	return s + "a"
}

func cleanup(fail bool) (err error) {
	defer func() {
		err = errors.Join(err, errors.New("close failed"))
	}()
	if fail {
		return errors.New("write failed")
	}
	return nil
}

func pointer() (p *int) {
	n := 1
	defer func() { n++ }()
	return &n
}

func swapped() (a, b int) {
	defer func() { a, b = b, a }()
	a, b = 1, 2
	return b * 10, a * 10
}

func main() {
	fmt.Println(double(), hidden(), chain())
	fmt.Printf("%q %q\n", cleanup(true).Error(), cleanup(false).Error())
	fmt.Println(*pointer())
	fmt.Println(swapped())
}
