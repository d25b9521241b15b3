// A loop that tries again with growing pauses until it succeeds or its time is over.
package main

import (
	"errors"
	"fmt"
	"time"
)

var errBusy = errors.New("busy")

func retry(limit time.Duration, f func(int) error) (int, error) {
	deadline := time.After(limit)
	pause := time.Millisecond
	for try := 1; ; try++ {
		err := f(try)
		if err == nil {
			return try, nil
		}
		select {
		case <-deadline:
			return try, fmt.Errorf("gave up: %w", err)
		case <-time.After(pause):
			pause *= 2
		}
	}
}

func main() {
	n, err := retry(time.Minute, func(try int) error {
		if try < 4 {
			return errBusy
		}
		return nil
	})
	fmt.Println(n, err)
	n, err = retry(20*time.Millisecond, func(int) error { return errBusy })
	fmt.Println(n > 1, err, errors.Is(err, errBusy))
}
