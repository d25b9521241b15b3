// The channel is safe by itself: there is nothing for a mutex to guard.

package main

import "fmt"

type Log struct {
	lines chan string
}

func (l *Log) Write(line string) {
	l.lines <- line
}

func (l *Log) Flush() {
	fmt.Println(<-l.lines)
}

func main() {
	log := &Log{lines: make(chan string, 1)}
	flushed := make(chan bool)
	go func() {
		log.Flush()
		log.Flush()
		flushed <- true
	}()
	log.Write("start")
	log.Write("stop")
	<-flushed
}
