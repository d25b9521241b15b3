// Struct literals that do not fit their type.
package main

import "errors"

type point struct{ x, y int }

func main() {
	_ = point{1}
	_ = point{1, 2, 3}
	_ = point{x: 1, 2}
	_ = point{z: 1}
	_ = point{x: 1, x: 2}
	_ = point{"a", 2}
	_ = point{y: errors.New("e")}
	_ = &point{1, 2}.x
}
