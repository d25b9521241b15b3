// As asks whether an error has an interface's methods, also of an interface that nothing else in the program asserts.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

type own struct{ text string }

func (o own) Error() string { return o.text }

type timeout struct{ own }

func (timeout) Timeout() bool { return true }

type temporary interface{ Temporary() bool }

func main() {
	err := fmt.Errorf("dial: %w", own{"refused"})
	var t temporary
	fmt.Println(errors.As(err, &t), t == nil)
	var late interface{ Timeout() bool }
	fmt.Println(errors.As(err, &late), errors.As(fmt.Errorf("dial: %w", timeout{own{"slow"}}), &late), late != nil)
	var broken runtime.Error
	fmt.Println(errors.As(errors.New("x"), &broken), broken == nil)
	var any error
	fmt.Println(errors.As(err, &any), any)
}
