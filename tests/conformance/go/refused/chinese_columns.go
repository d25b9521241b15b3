// 错误之前有中文：columns count bytes, so Chinese text before an error moves it.
package main

import "fmt"

func main() {
	名字 := "小明"
	fmt.Println("你好，世界", 名字, 未定义)
	数量 := 5 + "五"
	if 名字 == 3 { 没用 := 1 }
	/* 注释 */ 年龄 := 18; 无名(年龄)
	fmt.Println("中文" + 1.5)
}
