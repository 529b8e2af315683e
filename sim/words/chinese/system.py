"""What the operating system says of files, by its English in small letters."""

TEXTS = {
    "no such file or directory": "没有这个文件或文件夹",
    "is a directory": "这是文件夹，不是文件",
    "not a directory": "其中有一级不是文件夹",
    "permission denied": "没有权限",
    "operation not permitted": "系统不允许",
    "no space left on device": "磁盘已满",
    "read-only file system": "文件系统只读",
    "file exists": "文件已存在",
    "file name too long": "文件名太长",
    "directory not empty": "文件夹不是空的",
    "address already in use": "地址已被占用",
    "input/output error": "读写出错",
}
