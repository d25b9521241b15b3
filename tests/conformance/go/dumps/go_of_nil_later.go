// A timer that is to run nil ends the process, and it is nobody's fault: everyone is told as they stand.
package main

import "time"

func main() {
	stuck := make(chan int)
	go func() { stuck <- 1 }()
	time.AfterFunc(2*time.Millisecond, nil)
	time.Sleep(time.Hour)
}
