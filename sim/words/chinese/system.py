"""What the operating system says where it refuses a file, in small letters; it says so in English in any locale."""

TEXTS = {
    "address already in use": "已被占用",
    "cannot allocate memory": "内存不足",
    "device or resource busy": "正被占用",
    "directory not empty": "文件夹不是空的",
    "disk quota exceeded": "超出磁盘配额",
    "file exists": "已有同名文件",
    "file name too long": "文件名过长",
    "file too large": "文件过大",
    "input/output error": "读写出错",
    "is a directory": "是文件夹",
    "no space left on device": "磁盘已满",
    "no such file or directory": "没有这个文件或文件夹",
    "not a directory": "不是文件夹",
    "operation not permitted": "不允许这样做",
    "permission denied": "没有权限",
    "read-only file system": "磁盘只读",
    "too many levels of symbolic links": "符号链接层数过多",
    "too many open files": "打开的文件过多",
}
